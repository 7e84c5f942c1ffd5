using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace AgentBrain.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class SkillTables : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "expert_reviews",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.SerialColumn),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reviewer_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true, defaultValueSql: "now()"),
                    overall_rating = table.Column<int>(type: "integer", nullable: true),
                    overall_comments = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("expert_reviews_pkey", x => x.id);
                    table.CheckConstraint("expert_reviews_overall_rating_check", "overall_rating >= 1 AND overall_rating <= 5");
                    table.ForeignKey(
                        name: "expert_reviews_session_id_fkey",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "session_id");
                });

            migrationBuilder.CreateTable(
                name: "skill_learned_rules",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.SerialColumn),
                    rule_text = table.Column<string>(type: "text", nullable: false),
                    source_reviews = table.Column<List<int>>(type: "integer[]", nullable: true),
                    confidence_score = table.Column<double>(type: "double precision", nullable: true, defaultValue: 0.0),
                    approved = table.Column<bool>(type: "boolean", nullable: true, defaultValue: false),
                    created_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true, defaultValueSql: "now()"),
                    approved_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    approved_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("skill_learned_rules_pkey", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "skill_versions",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.SerialColumn),
                    version = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false, defaultValue: "pirtis_design_skill"),
                    content = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true, defaultValueSql: "now()"),
                    approved_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    approved_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: true, defaultValue: false),
                    parent_version_id = table.Column<int>(type: "integer", nullable: true),
                    change_summary = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("skill_versions_pkey", x => x.id);
                    table.ForeignKey(
                        name: "skill_versions_parent_version_id_fkey",
                        column: x => x.parent_version_id,
                        principalTable: "skill_versions",
                        principalColumn: "id");
                });

            migrationBuilder.CreateTable(
                name: "question_reviews",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.SerialColumn),
                    expert_review_id = table.Column<int>(type: "integer", nullable: false),
                    question_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    original_question = table.Column<string>(type: "text", nullable: false),
                    user_response = table.Column<string>(type: "text", nullable: true),
                    effectiveness_rating = table.Column<int>(type: "integer", nullable: true),
                    what_could_be_better = table.Column<string>(type: "text", nullable: true),
                    suggested_alternative = table.Column<string>(type: "text", nullable: true),
                    missed_opportunities = table.Column<List<string>>(type: "text[]", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("question_reviews_pkey", x => x.id);
                    table.CheckConstraint("question_reviews_effectiveness_rating_check", "effectiveness_rating >= 1 AND effectiveness_rating <= 5");
                    table.ForeignKey(
                        name: "question_reviews_expert_review_id_fkey",
                        column: x => x.expert_review_id,
                        principalTable: "expert_reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "summary_reviews",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.SerialColumn),
                    expert_review_id = table.Column<int>(type: "integer", nullable: false),
                    original_summary = table.Column<string>(type: "text", nullable: false),
                    accuracy_rating = table.Column<int>(type: "integer", nullable: true),
                    completeness_rating = table.Column<int>(type: "integer", nullable: true),
                    what_could_be_better = table.Column<string>(type: "text", nullable: true),
                    missing_insights = table.Column<List<string>>(type: "text[]", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("summary_reviews_pkey", x => x.id);
                    table.CheckConstraint("summary_reviews_accuracy_rating_check", "accuracy_rating >= 1 AND accuracy_rating <= 5");
                    table.CheckConstraint("summary_reviews_completeness_rating_check", "completeness_rating >= 1 AND completeness_rating <= 5");
                    table.ForeignKey(
                        name: "summary_reviews_expert_review_id_fkey",
                        column: x => x.expert_review_id,
                        principalTable: "expert_reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "idx_expert_reviews_session",
                table: "expert_reviews",
                column: "session_id");

            migrationBuilder.CreateIndex(
                name: "idx_skill_versions_active",
                table: "skill_versions",
                column: "is_active",
                filter: "is_active = true");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "question_reviews");

            migrationBuilder.DropTable(
                name: "skill_learned_rules");

            migrationBuilder.DropTable(
                name: "skill_versions");

            migrationBuilder.DropTable(
                name: "summary_reviews");

            migrationBuilder.DropTable(
                name: "expert_reviews");
        }
    }
}
