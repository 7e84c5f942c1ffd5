using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AgentBrain.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class BrainTables : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "brain_questions",
                columns: table => new
                {
                    question_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    text_lt = table.Column<string>(type: "text", nullable: false),
                    text_en = table.Column<string>(type: "text", nullable: true),
                    base_priority = table.Column<int>(type: "integer", nullable: true, defaultValue: 50),
                    round_hint = table.Column<int>(type: "integer", nullable: true),
                    slot_coverage = table.Column<List<string>>(type: "text[]", nullable: true, defaultValueSql: "'{}'::text[]"),
                    risk_coverage = table.Column<List<string>>(type: "text[]", nullable: true, defaultValueSql: "'{}'::text[]"),
                    enabled = table.Column<bool>(type: "boolean", nullable: true, defaultValue: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("brain_questions_pkey", x => x.question_id);
                });

            migrationBuilder.CreateTable(
                name: "brain_risk_rules",
                columns: table => new
                {
                    rule_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    code = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    severity = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true, defaultValue: "medium"),
                    rule_json = table.Column<string>(type: "jsonb", nullable: false),
                    note_template = table.Column<string>(type: "text", nullable: true),
                    enabled = table.Column<bool>(type: "boolean", nullable: true, defaultValue: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("brain_risk_rules_pkey", x => x.rule_id);
                    table.UniqueConstraint("brain_risk_rules_code_key", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "brain_scoring_config",
                columns: table => new
                {
                    config_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, defaultValue: "default"),
                    weights = table.Column<string>(type: "jsonb", nullable: false, defaultValueSql: "'{\"risk\": 2.0, \"round_fit\": 1.5, \"missing_slot\": 3.0, \"asked_penalty\": -5.0, \"base_priority\": 0.1, \"required_slot_bonus\": 2.0}'::jsonb"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("brain_scoring_config_pkey", x => x.config_key);
                });

            migrationBuilder.CreateTable(
                name: "brain_slots",
                columns: table => new
                {
                    slot_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    label_lt = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    label_en = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    description = table.Column<string>(type: "text", nullable: true),
                    is_required = table.Column<bool>(type: "boolean", nullable: true, defaultValue: false),
                    priority_weight = table.Column<decimal>(type: "numeric(3,2)", precision: 3, scale: 2, nullable: true, defaultValue: 1.0m),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("brain_slots_pkey", x => x.slot_key);
                });

            migrationBuilder.CreateIndex(
                name: "idx_brain_questions_enabled",
                table: "brain_questions",
                column: "enabled");

            migrationBuilder.CreateIndex(
                name: "idx_brain_questions_round",
                table: "brain_questions",
                column: "round_hint");

            migrationBuilder.CreateIndex(
                name: "idx_brain_risk_rules_enabled",
                table: "brain_risk_rules",
                column: "enabled");

            // The weights of the default row are those of the column's default.
            migrationBuilder.InsertData(
                table: "brain_scoring_config",
                column: "config_key",
                value: "default");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "brain_questions");

            migrationBuilder.DropTable(
                name: "brain_risk_rules");

            migrationBuilder.DropTable(
                name: "brain_scoring_config");

            migrationBuilder.DropTable(
                name: "brain_slots");
        }
    }
}
