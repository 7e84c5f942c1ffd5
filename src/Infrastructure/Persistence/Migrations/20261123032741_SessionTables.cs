using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace AgentBrain.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class SessionTables : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE FUNCTION update_updated_at_column() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    NEW.updated_at = now();
                    RETURN NEW;
                END;
                $$;
                """);

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "uuid", nullable: false, defaultValueSql: "gen_random_uuid()"),
                    language = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: true, defaultValue: "lt"),
                    round = table.Column<int>(type: "integer", nullable: true, defaultValue: 1),
                    state = table.Column<string>(type: "jsonb", nullable: false, defaultValueSql: "'{\"slots\": {}, \"risk_flags\": [], \"round_summary\": null, \"unknown_slots\": [], \"next_questions\": [], \"asked_question_ids\": []}'::jsonb"),
                    final_report = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, defaultValueSql: "now()"),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("sessions_pkey", x => x.session_id);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.SerialColumn),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    question_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    content = table.Column<string>(type: "text", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("messages_pkey", x => x.id);
                    table.ForeignKey(
                        name: "messages_session_id_fkey",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "session_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "transcripts",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.SerialColumn),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    question_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    original_text = table.Column<string>(type: "text", nullable: false),
                    confirmed_text = table.Column<string>(type: "text", nullable: true),
                    language = table.Column<string>(type: "character varying(5)", maxLength: 5, nullable: true, defaultValue: "lt"),
                    confidence = table.Column<decimal>(type: "numeric(3,2)", precision: 3, scale: 2, nullable: true),
                    duration_seconds = table.Column<decimal>(type: "numeric(6,2)", precision: 6, scale: 2, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("transcripts_pkey", x => x.id);
                    table.ForeignKey(
                        name: "transcripts_session_id_fkey",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "session_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "idx_messages_round",
                table: "messages",
                columns: new[] { "session_id", "round" });

            migrationBuilder.CreateIndex(
                name: "idx_messages_session",
                table: "messages",
                column: "session_id");

            migrationBuilder.CreateIndex(
                name: "idx_sessions_completed",
                table: "sessions",
                column: "completed_at",
                filter: "completed_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "idx_sessions_created",
                table: "sessions",
                column: "created_at",
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "idx_transcripts_session",
                table: "transcripts",
                column: "session_id");

            migrationBuilder.Sql(
                """
                CREATE TRIGGER update_sessions_updated_at BEFORE UPDATE ON sessions
                    FOR EACH ROW EXECUTE FUNCTION update_updated_at_column();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropTable(
                name: "transcripts");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.Sql("DROP FUNCTION update_updated_at_column();");
        }
    }
}
