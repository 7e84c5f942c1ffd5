using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace AgentBrain.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class SessionFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "ended_early",
                table: "sessions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string[]>(
                name: "filled_slots",
                table: "sessions",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'::text[]");

            migrationBuilder.AddColumn<string[]>(
                name: "flag_codes",
                table: "sessions",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'::text[]");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_activity_at",
                table: "sessions",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()");

            migrationBuilder.AddColumn<int>(
                name: "question_count",
                table: "sessions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "waiting_question_id",
                table: "sessions",
                type: "text",
                nullable: true);

            SessionFiguresData.Fill(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            SessionFiguresData.Revert(migrationBuilder);

            migrationBuilder.DropColumn(
                name: "ended_early",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "filled_slots",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "flag_codes",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "last_activity_at",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "question_count",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "waiting_question_id",
                table: "sessions");
        }
    }
}
