using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AgentBrain.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AccountStampsAndOpenInvitations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "account_stamp",
                table: "account_sessions",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "normalized_email",
                table: "account_invitations",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true);

            // The latest invitation to an address is the one that works, as it was meant to.
            migrationBuilder.Sql(
                """
                UPDATE account_invitations SET normalized_email = upper(normalize(email));
                UPDATE account_invitations AS earlier SET revoked_at = now(), version = version + 1
                WHERE used_at IS NULL AND revoked_at IS NULL AND EXISTS (
                    SELECT FROM account_invitations AS later
                    WHERE later.normalized_email = earlier.normalized_email AND later.used_at IS NULL AND later.revoked_at IS NULL AND later.id > earlier.id);
                """);

            migrationBuilder.CreateIndex(
                name: "account_invitations_open_email_key",
                table: "account_invitations",
                column: "normalized_email",
                unique: true,
                filter: "used_at IS NULL AND revoked_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "account_invitations_open_email_key",
                table: "account_invitations");

            migrationBuilder.DropColumn(
                name: "account_stamp",
                table: "account_sessions");

            migrationBuilder.DropColumn(
                name: "normalized_email",
                table: "account_invitations");
        }
    }
}
