using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AgentBrain.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RiskCodesMayBeExchanged : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => UniqueCodes(migrationBuilder, " DEFERRABLE INITIALLY DEFERRED");

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => UniqueCodes(migrationBuilder, "");

        private static void UniqueCodes(MigrationBuilder migrationBuilder, string when) => migrationBuilder.Sql(
            $"""
            ALTER TABLE brain_risk_rules DROP CONSTRAINT brain_risk_rules_code_key;
            ALTER TABLE brain_risk_rules ADD CONSTRAINT brain_risk_rules_code_key UNIQUE (code){when};
            """);
    }
}
