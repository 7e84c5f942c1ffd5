using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AgentBrain.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class SkillLearnedRuleColumns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "rule_type",
                table: "skill_learned_rules",
                type: "character varying(50)",
                maxLength: 50,
                nullable: true,
                defaultValue: "general");

            migrationBuilder.AddColumn<string>(
                name: "source_pattern",
                table: "skill_learned_rules",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "metadata",
                table: "skill_learned_rules",
                type: "jsonb",
                nullable: true,
                defaultValueSql: "'{}'::jsonb");

            migrationBuilder.CreateIndex(
                name: "idx_skill_learned_rules_metadata",
                table: "skill_learned_rules",
                column: "metadata")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "idx_skill_learned_rules_type",
                table: "skill_learned_rules",
                column: "rule_type");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "idx_skill_learned_rules_metadata",
                table: "skill_learned_rules");

            migrationBuilder.DropIndex(
                name: "idx_skill_learned_rules_type",
                table: "skill_learned_rules");

            migrationBuilder.DropColumn(
                name: "metadata",
                table: "skill_learned_rules");

            migrationBuilder.DropColumn(
                name: "rule_type",
                table: "skill_learned_rules");

            migrationBuilder.DropColumn(
                name: "source_pattern",
                table: "skill_learned_rules");
        }
    }
}
