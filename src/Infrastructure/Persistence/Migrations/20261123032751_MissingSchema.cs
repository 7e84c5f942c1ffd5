using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AgentBrain.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class MissingSchema : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "contact_name",
                table: "sessions",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "contact_email",
                table: "sessions",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "contact_phone",
                table: "sessions",
                type: "character varying(50)",
                maxLength: 50,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "report_summary",
                table: "sessions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "email_sent_at",
                table: "sessions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "brain_config",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    value = table.Column<string>(type: "text", nullable: true),
                    updated_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("brain_config_pkey", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "brain_skip_rules",
                columns: table => new
                {
                    rule_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    condition_slot = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    condition_type = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    condition_values = table.Column<List<string>>(type: "text[]", nullable: false),
                    skip_question_ids = table.Column<List<string>>(type: "text[]", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: true, defaultValue: true),
                    created_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("brain_skip_rules_pkey", x => x.rule_id);
                });

            migrationBuilder.CreateTable(
                name: "feedback",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false, defaultValueSql: "gen_random_uuid()"),
                    session_id = table.Column<Guid>(type: "uuid", nullable: true),
                    rating = table.Column<int>(type: "integer", nullable: false),
                    feedback_text = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("feedback_pkey", x => x.id);
                    table.CheckConstraint("feedback_rating_check", "rating >= 1 AND rating <= 5");
                    table.ForeignKey(
                        name: "feedback_session_id_fkey",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "session_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "idx_sessions_contact_email",
                table: "sessions",
                column: "contact_email");

            migrationBuilder.CreateIndex(
                name: "idx_skip_rules_enabled",
                table: "brain_skip_rules",
                column: "enabled");

            migrationBuilder.CreateIndex(
                name: "idx_skip_rules_slot",
                table: "brain_skip_rules",
                column: "condition_slot");

            migrationBuilder.CreateIndex(
                name: "idx_feedback_created_at",
                table: "feedback",
                column: "created_at",
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "idx_feedback_rating",
                table: "feedback",
                column: "rating");

            migrationBuilder.CreateIndex(
                name: "idx_feedback_session_id",
                table: "feedback",
                column: "session_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "brain_config");

            migrationBuilder.DropTable(
                name: "brain_skip_rules");

            migrationBuilder.DropTable(
                name: "feedback");

            migrationBuilder.DropIndex(
                name: "idx_sessions_contact_email",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "contact_email",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "contact_name",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "contact_phone",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "email_sent_at",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "report_summary",
                table: "sessions");
        }
    }
}
