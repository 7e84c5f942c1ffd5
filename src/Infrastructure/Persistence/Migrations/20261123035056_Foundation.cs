using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace AgentBrain.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Foundation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Timestamps without a zone were written in UTC. Changing their type reads them in the zone of the connection.
            migrationBuilder.Sql("SET LOCAL TimeZone = 'UTC';");

            // What follows corrects rows without being an event of theirs.
            migrationBuilder.Sql("ALTER TABLE sessions DISABLE TRIGGER update_sessions_updated_at;");
            migrationBuilder.Sql("UPDATE sessions SET created_at = coalesce(created_at, updated_at, completed_at, now()) WHERE created_at IS NULL;");
            migrationBuilder.Sql("UPDATE sessions SET updated_at = coalesce(completed_at, created_at) WHERE updated_at IS NULL;");
            migrationBuilder.Sql("UPDATE sessions SET language = state ->> 'language' WHERE language IS NULL AND state ->> 'language' IN ('lt', 'en', 'ru');");
            migrationBuilder.Sql("UPDATE sessions SET round = (state ->> 'round')::integer WHERE round IS NULL AND state ->> 'round' ~ '^[0-9]{1,4}$';");
            migrationBuilder.Sql(
                """
                UPDATE feedback SET created_at = (coalesce(sessions.completed_at, sessions.created_at) AT TIME ZONE 'UTC')
                FROM sessions WHERE sessions.session_id = feedback.session_id AND feedback.created_at IS NULL;
                """);

            // The legacy schema let several versions be active; the one that was approved or made last is.
            migrationBuilder.Sql(
                """
                UPDATE skill_versions SET is_active = false
                WHERE is_active AND id <> (
                    SELECT id FROM skill_versions WHERE is_active ORDER BY coalesce(approved_at, created_at) DESC NULLS LAST, id DESC LIMIT 1);
                """);

            migrationBuilder.DropForeignKey(
                name: "expert_reviews_session_id_fkey",
                table: "expert_reviews");

            migrationBuilder.DropIndex(
                name: "idx_skill_versions_active",
                table: "skill_versions");

            migrationBuilder.AlterColumn<string>(
                name: "language",
                table: "transcripts",
                type: "character varying(5)",
                maxLength: 5,
                nullable: false,
                defaultValue: "lt",
                oldClrType: typeof(string),
                oldType: "character varying(5)",
                oldMaxLength: 5,
                oldNullable: true,
                oldDefaultValue: "lt");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "transcripts",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<bool>(
                name: "is_active",
                table: "skill_versions",
                type: "boolean",
                nullable: false,
                defaultValue: false,
                oldClrType: typeof(bool),
                oldType: "boolean",
                oldNullable: true,
                oldDefaultValue: false);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "skill_versions",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTime),
                oldType: "timestamp without time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "approved_at",
                table: "skill_versions",
                type: "timestamp with time zone",
                nullable: true,
                oldClrType: typeof(DateTime),
                oldType: "timestamp without time zone",
                oldNullable: true);

            migrationBuilder.AlterColumn<int[]>(
                name: "source_reviews",
                table: "skill_learned_rules",
                type: "integer[]",
                nullable: false,
                defaultValueSql: "'{}'::integer[]",
                oldClrType: typeof(List<int>),
                oldType: "integer[]",
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "rule_type",
                table: "skill_learned_rules",
                type: "character varying(50)",
                maxLength: 50,
                nullable: false,
                defaultValue: "general",
                oldClrType: typeof(string),
                oldType: "character varying(50)",
                oldMaxLength: 50,
                oldNullable: true,
                oldDefaultValue: "general");

            migrationBuilder.AlterColumn<string>(
                name: "metadata",
                table: "skill_learned_rules",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'::jsonb",
                oldClrType: typeof(string),
                oldType: "jsonb",
                oldNullable: true,
                oldDefaultValueSql: "'{}'::jsonb");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "skill_learned_rules",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTime),
                oldType: "timestamp without time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<double>(
                name: "confidence_score",
                table: "skill_learned_rules",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0,
                oldClrType: typeof(double),
                oldType: "double precision",
                oldNullable: true,
                oldDefaultValue: 0.0);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "approved_at",
                table: "skill_learned_rules",
                type: "timestamp with time zone",
                nullable: true,
                oldClrType: typeof(DateTime),
                oldType: "timestamp without time zone",
                oldNullable: true);

            migrationBuilder.AlterColumn<bool>(
                name: "approved",
                table: "skill_learned_rules",
                type: "boolean",
                nullable: false,
                defaultValue: false,
                oldClrType: typeof(bool),
                oldType: "boolean",
                oldNullable: true,
                oldDefaultValue: false);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "updated_at",
                table: "sessions",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<int>(
                name: "round",
                table: "sessions",
                type: "integer",
                nullable: false,
                defaultValue: 1,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true,
                oldDefaultValue: 1);

            migrationBuilder.AlterColumn<string>(
                name: "language",
                table: "sessions",
                type: "character varying(5)",
                maxLength: 5,
                nullable: false,
                defaultValue: "lt",
                oldClrType: typeof(string),
                oldType: "character varying(5)",
                oldMaxLength: 5,
                oldNullable: true,
                oldDefaultValue: "lt");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "sessions",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AddColumn<int>(
                name: "revision_id",
                table: "sessions",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "start_submission_id",
                table: "sessions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "token_hash",
                table: "sessions",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<uint>(
                name: "xmin",
                table: "sessions",
                type: "xid",
                rowVersion: true,
                nullable: false,
                defaultValue: 0u);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "messages",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AddColumn<int>(
                name: "sequence",
                table: "messages",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "submission_id",
                table: "messages",
                type: "uuid",
                nullable: true);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "feedback",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTime),
                oldType: "timestamp without time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AddColumn<bool>(
                name: "superseded",
                table: "feedback",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "expert_reviews",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTime),
                oldType: "timestamp without time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "updated_at",
                table: "brain_slots",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<decimal>(
                name: "priority_weight",
                table: "brain_slots",
                type: "numeric(3,2)",
                precision: 3,
                scale: 2,
                nullable: false,
                defaultValue: 1.0m,
                oldClrType: typeof(decimal),
                oldType: "numeric(3,2)",
                oldPrecision: 3,
                oldScale: 2,
                oldNullable: true,
                oldDefaultValue: 1.0m);

            migrationBuilder.AlterColumn<bool>(
                name: "is_required",
                table: "brain_slots",
                type: "boolean",
                nullable: false,
                defaultValue: false,
                oldClrType: typeof(bool),
                oldType: "boolean",
                oldNullable: true,
                oldDefaultValue: false);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "brain_slots",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AddColumn<string>(
                name: "label_ru",
                table: "brain_slots",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "measure",
                table: "brain_slots",
                type: "character varying(16)",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "options",
                table: "brain_slots",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'::jsonb");

            migrationBuilder.AddColumn<int>(
                name: "position",
                table: "brain_slots",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AlterColumn<bool>(
                name: "enabled",
                table: "brain_skip_rules",
                type: "boolean",
                nullable: false,
                defaultValue: true,
                oldClrType: typeof(bool),
                oldType: "boolean",
                oldNullable: true,
                oldDefaultValue: true);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "brain_skip_rules",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTime),
                oldType: "timestamp without time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "updated_at",
                table: "brain_scoring_config",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<string>(
                name: "severity",
                table: "brain_risk_rules",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "medium",
                oldClrType: typeof(string),
                oldType: "character varying(16)",
                oldMaxLength: 16,
                oldNullable: true,
                oldDefaultValue: "medium");

            migrationBuilder.AlterColumn<bool>(
                name: "enabled",
                table: "brain_risk_rules",
                type: "boolean",
                nullable: false,
                defaultValue: true,
                oldClrType: typeof(bool),
                oldType: "boolean",
                oldNullable: true,
                oldDefaultValue: true);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "brain_risk_rules",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AddColumn<string>(
                name: "note_template_en",
                table: "brain_risk_rules",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "note_template_ru",
                table: "brain_risk_rules",
                type: "text",
                nullable: true);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "updated_at",
                table: "brain_questions",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<string[]>(
                name: "slot_coverage",
                table: "brain_questions",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'::text[]",
                oldClrType: typeof(List<string>),
                oldType: "text[]",
                oldNullable: true,
                oldDefaultValueSql: "'{}'::text[]");

            migrationBuilder.AlterColumn<string[]>(
                name: "risk_coverage",
                table: "brain_questions",
                type: "text[]",
                nullable: false,
                defaultValueSql: "'{}'::text[]",
                oldClrType: typeof(List<string>),
                oldType: "text[]",
                oldNullable: true,
                oldDefaultValueSql: "'{}'::text[]");

            migrationBuilder.AlterColumn<bool>(
                name: "enabled",
                table: "brain_questions",
                type: "boolean",
                nullable: false,
                defaultValue: true,
                oldClrType: typeof(bool),
                oldType: "boolean",
                oldNullable: true,
                oldDefaultValue: true);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "brain_questions",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<int>(
                name: "base_priority",
                table: "brain_questions",
                type: "integer",
                nullable: false,
                defaultValue: 50,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true,
                oldDefaultValue: 50);

            migrationBuilder.AddColumn<bool>(
                name: "requires_risk",
                table: "brain_questions",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "text_ru",
                table: "brain_questions",
                type: "text",
                nullable: true);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "updated_at",
                table: "brain_config",
                type: "timestamp with time zone",
                nullable: false,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTime),
                oldType: "timestamp without time zone",
                oldNullable: true,
                oldDefaultValueSql: "now()");

            MoveConversations(migrationBuilder);
            MoveContactDetails(migrationBuilder);

            migrationBuilder.Sql("ALTER TABLE messages ALTER COLUMN sequence SET NOT NULL;");

            // Of several feedbacks on one session the newest counts; the others are kept.
            migrationBuilder.Sql(
                """
                UPDATE feedback SET superseded = true
                FROM (SELECT id, row_number() OVER (PARTITION BY session_id ORDER BY created_at DESC, id DESC) AS place FROM feedback WHERE session_id IS NOT NULL) ranked
                WHERE ranked.id = feedback.id AND ranked.place > 1;
                """);

            migrationBuilder.Sql(
                """
                UPDATE brain_slots SET position = ranked.place - 1
                FROM (SELECT slot_key, row_number() OVER (ORDER BY is_required DESC, priority_weight DESC, created_at, slot_key) AS place FROM brain_slots) ranked
                WHERE ranked.slot_key = brain_slots.slot_key;
                """);

            migrationBuilder.Sql("ALTER TABLE sessions ENABLE TRIGGER update_sessions_updated_at;");

            migrationBuilder.CreateTable(
                name: "brain_revisions",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    document = table.Column<string>(type: "jsonb", nullable: false),
                    checksum = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_brain_revisions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: true),
                    xml = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "decision_records",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    revision_id = table.Column<int>(type: "integer", nullable: false),
                    question_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    stop_reason = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    details = table.Column<string>(type: "jsonb", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_decision_records", x => x.id);
                    table.ForeignKey(
                        name: "decision_records_revision_id_fkey",
                        column: x => x.revision_id,
                        principalTable: "brain_revisions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "decision_records_session_id_fkey",
                        column: x => x.session_id,
                        principalTable: "sessions",
                        principalColumn: "session_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "idx_skill_versions_active",
                table: "skill_versions",
                column: "is_active",
                unique: true,
                filter: "is_active = true");

            migrationBuilder.CreateIndex(
                name: "sessions_start_key",
                table: "sessions",
                columns: new[] { "token_hash", "start_submission_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "messages_answer_key",
                table: "messages",
                columns: new[] { "session_id", "question_id" },
                unique: true,
                filter: "submission_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "messages_sequence_key",
                table: "messages",
                columns: new[] { "session_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "messages_submission_key",
                table: "messages",
                columns: new[] { "session_id", "submission_id" },
                unique: true,
                filter: "submission_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "feedback_session_key",
                table: "feedback",
                column: "session_id",
                unique: true,
                filter: "NOT superseded");

            migrationBuilder.CreateIndex(
                name: "decision_records_sequence_key",
                table: "decision_records",
                columns: new[] { "session_id", "sequence" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "expert_reviews_session_id_fkey",
                table: "expert_reviews",
                column: "session_id",
                principalTable: "sessions",
                principalColumn: "session_id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "sessions_revision_id_fkey",
                table: "sessions",
                column: "revision_id",
                principalTable: "brain_revisions",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        // The legacy service kept the conversation in the session's state alone. Entries that a row cannot hold exactly stay there as well.
        private static void MoveConversations(MigrationBuilder migrationBuilder)
        {
            const string entries =
                """
                sessions CROSS JOIN LATERAL jsonb_array_elements(
                    CASE jsonb_typeof(state -> 'history') WHEN 'array' THEN state -> 'history' ELSE '[]' END) WITH ORDINALITY AS history (entry, place)
                """;
            const string role = "left(coalesce(entry ->> 'role', 'user'), 16)";
            const string questionId = "left(entry ->> 'question_id', 64)";
            const string content = "coalesce(entry ->> 'text', '')";
            migrationBuilder.Sql(
                $$"""
                INSERT INTO messages (session_id, role, question_id, content, round, created_at)
                SELECT sessions.session_id, {{role}}, {{questionId}}, {{content}},
                    CASE WHEN entry ->> 'round' ~ '^[0-9]{1,9}$' THEN (entry ->> 'round')::integer END, sessions.created_at
                FROM {{entries}}
                WHERE NOT EXISTS (
                    SELECT 1 FROM messages
                    WHERE messages.session_id = sessions.session_id AND messages.content = {{content}}
                        AND messages.role = {{role}} AND messages.question_id IS NOT DISTINCT FROM {{questionId}})
                ORDER BY sessions.created_at, sessions.session_id, place;
                """);
            migrationBuilder.Sql(
                """
                UPDATE messages SET sequence = ranked.place
                FROM (SELECT id, row_number() OVER (PARTITION BY session_id ORDER BY id) AS place FROM messages) ranked
                WHERE ranked.id = messages.id;
                """);
            migrationBuilder.Sql(
                $$"""
                UPDATE sessions SET state = state - 'history'
                WHERE jsonb_typeof(state -> 'history') = 'array' AND session_id NOT IN (
                    SELECT sessions.session_id FROM {{entries}}
                    WHERE CASE jsonb_typeof(entry) WHEN 'object' THEN
                        entry - '{role,question_id,text,round}'::text[] <> '{}'
                        OR entry ->> 'role' IS NULL OR length(entry ->> 'role') > 16 OR length(entry ->> 'question_id') > 64
                        OR jsonb_typeof(entry -> 'text') IS DISTINCT FROM 'string' OR entry ->> 'round' !~ '^[0-9]{1,9}$'
                        ELSE true END);
                """);
        }

        // Contact details stood in the state and, since 003, in columns too. They are kept in one place.
        private static void MoveContactDetails(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                UPDATE sessions SET
                    contact_name = coalesce(contact_name, CASE WHEN length(state #>> '{contact_info,name}') <= 255 THEN state #>> '{contact_info,name}' END),
                    contact_email = coalesce(contact_email, CASE WHEN length(state #>> '{contact_info,email}') <= 255 THEN state #>> '{contact_info,email}' END),
                    contact_phone = coalesce(contact_phone, CASE WHEN length(state #>> '{contact_info,phone}') <= 50 THEN state #>> '{contact_info,phone}' END)
                WHERE jsonb_typeof(state -> 'contact_info') = 'object';
                """);
            migrationBuilder.Sql(
                """
                UPDATE sessions SET state = state - 'contact_info'
                WHERE CASE jsonb_typeof(state -> 'contact_info')
                    WHEN 'null' THEN true
                    WHEN 'object' THEN
                        (state -> 'contact_info') - '{name,email,phone}'::text[] = '{}'
                        AND coalesce(state #>> '{contact_info,name}', contact_name, '') = coalesce(contact_name, '')
                        AND coalesce(state #>> '{contact_info,email}', contact_email, '') = coalesce(contact_email, '')
                        AND coalesce(state #>> '{contact_info,phone}', contact_phone, '') = coalesce(contact_phone, '')
                    ELSE false END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("SET LOCAL TimeZone = 'UTC';");
            migrationBuilder.Sql("ALTER TABLE sessions DISABLE TRIGGER update_sessions_updated_at;");

            // What stayed in the state on the way up says more than the rows.
            migrationBuilder.Sql(
                """
                UPDATE sessions SET state = state || jsonb_build_object('history', conversations.history)
                FROM (
                    SELECT session_id, jsonb_agg(jsonb_build_object('role', role, 'question_id', question_id, 'text', content, 'round', round) ORDER BY sequence) AS history
                    FROM messages GROUP BY session_id) conversations
                WHERE conversations.session_id = sessions.session_id AND coalesce(jsonb_typeof(state -> 'history'), 'null') = 'null';
                """);
            migrationBuilder.Sql(
                """
                UPDATE sessions SET state = state || jsonb_build_object(
                    'contact_info', jsonb_build_object('name', contact_name, 'email', contact_email, 'phone', contact_phone))
                WHERE (contact_name IS NOT NULL OR contact_email IS NOT NULL OR contact_phone IS NOT NULL)
                    AND coalesce(jsonb_typeof(state -> 'contact_info'), 'null') = 'null';
                """);
            migrationBuilder.Sql("ALTER TABLE sessions ENABLE TRIGGER update_sessions_updated_at;");

            migrationBuilder.DropForeignKey(
                name: "expert_reviews_session_id_fkey",
                table: "expert_reviews");

            migrationBuilder.DropForeignKey(
                name: "sessions_revision_id_fkey",
                table: "sessions");

            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "decision_records");

            migrationBuilder.DropTable(
                name: "brain_revisions");

            migrationBuilder.DropIndex(
                name: "idx_skill_versions_active",
                table: "skill_versions");

            migrationBuilder.DropIndex(
                name: "sessions_start_key",
                table: "sessions");

            migrationBuilder.DropIndex(
                name: "messages_answer_key",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "messages_sequence_key",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "messages_submission_key",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "feedback_session_key",
                table: "feedback");

            migrationBuilder.DropColumn(
                name: "revision_id",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "start_submission_id",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "token_hash",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "xmin",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "sequence",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "submission_id",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "superseded",
                table: "feedback");

            migrationBuilder.DropColumn(
                name: "label_ru",
                table: "brain_slots");

            migrationBuilder.DropColumn(
                name: "measure",
                table: "brain_slots");

            migrationBuilder.DropColumn(
                name: "options",
                table: "brain_slots");

            migrationBuilder.DropColumn(
                name: "position",
                table: "brain_slots");

            migrationBuilder.DropColumn(
                name: "note_template_en",
                table: "brain_risk_rules");

            migrationBuilder.DropColumn(
                name: "note_template_ru",
                table: "brain_risk_rules");

            migrationBuilder.DropColumn(
                name: "requires_risk",
                table: "brain_questions");

            migrationBuilder.DropColumn(
                name: "text_ru",
                table: "brain_questions");

            migrationBuilder.AlterColumn<string>(
                name: "language",
                table: "transcripts",
                type: "character varying(5)",
                maxLength: 5,
                nullable: true,
                defaultValue: "lt",
                oldClrType: typeof(string),
                oldType: "character varying(5)",
                oldMaxLength: 5,
                oldDefaultValue: "lt");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "transcripts",
                type: "timestamp with time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<bool>(
                name: "is_active",
                table: "skill_versions",
                type: "boolean",
                nullable: true,
                defaultValue: false,
                oldClrType: typeof(bool),
                oldType: "boolean",
                oldDefaultValue: false);

            migrationBuilder.AlterColumn<DateTime>(
                name: "created_at",
                table: "skill_versions",
                type: "timestamp without time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<DateTime>(
                name: "approved_at",
                table: "skill_versions",
                type: "timestamp without time zone",
                nullable: true,
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true);

            migrationBuilder.AlterColumn<List<int>>(
                name: "source_reviews",
                table: "skill_learned_rules",
                type: "integer[]",
                nullable: true,
                oldClrType: typeof(int[]),
                oldType: "integer[]",
                oldDefaultValueSql: "'{}'::integer[]");

            migrationBuilder.AlterColumn<string>(
                name: "rule_type",
                table: "skill_learned_rules",
                type: "character varying(50)",
                maxLength: 50,
                nullable: true,
                defaultValue: "general",
                oldClrType: typeof(string),
                oldType: "character varying(50)",
                oldMaxLength: 50,
                oldDefaultValue: "general");

            migrationBuilder.AlterColumn<string>(
                name: "metadata",
                table: "skill_learned_rules",
                type: "jsonb",
                nullable: true,
                defaultValueSql: "'{}'::jsonb",
                oldClrType: typeof(string),
                oldType: "jsonb",
                oldDefaultValueSql: "'{}'::jsonb");

            migrationBuilder.AlterColumn<DateTime>(
                name: "created_at",
                table: "skill_learned_rules",
                type: "timestamp without time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<double>(
                name: "confidence_score",
                table: "skill_learned_rules",
                type: "double precision",
                nullable: true,
                defaultValue: 0.0,
                oldClrType: typeof(double),
                oldType: "double precision",
                oldDefaultValue: 0.0);

            migrationBuilder.AlterColumn<DateTime>(
                name: "approved_at",
                table: "skill_learned_rules",
                type: "timestamp without time zone",
                nullable: true,
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldNullable: true);

            migrationBuilder.AlterColumn<bool>(
                name: "approved",
                table: "skill_learned_rules",
                type: "boolean",
                nullable: true,
                defaultValue: false,
                oldClrType: typeof(bool),
                oldType: "boolean",
                oldDefaultValue: false);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "updated_at",
                table: "sessions",
                type: "timestamp with time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<int>(
                name: "round",
                table: "sessions",
                type: "integer",
                nullable: true,
                defaultValue: 1,
                oldClrType: typeof(int),
                oldType: "integer",
                oldDefaultValue: 1);

            migrationBuilder.AlterColumn<string>(
                name: "language",
                table: "sessions",
                type: "character varying(5)",
                maxLength: 5,
                nullable: true,
                defaultValue: "lt",
                oldClrType: typeof(string),
                oldType: "character varying(5)",
                oldMaxLength: 5,
                oldDefaultValue: "lt");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "sessions",
                type: "timestamp with time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "messages",
                type: "timestamp with time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<DateTime>(
                name: "created_at",
                table: "feedback",
                type: "timestamp without time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<DateTime>(
                name: "created_at",
                table: "expert_reviews",
                type: "timestamp without time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "updated_at",
                table: "brain_slots",
                type: "timestamp with time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<decimal>(
                name: "priority_weight",
                table: "brain_slots",
                type: "numeric(3,2)",
                precision: 3,
                scale: 2,
                nullable: true,
                defaultValue: 1.0m,
                oldClrType: typeof(decimal),
                oldType: "numeric(3,2)",
                oldPrecision: 3,
                oldScale: 2,
                oldDefaultValue: 1.0m);

            migrationBuilder.AlterColumn<bool>(
                name: "is_required",
                table: "brain_slots",
                type: "boolean",
                nullable: true,
                defaultValue: false,
                oldClrType: typeof(bool),
                oldType: "boolean",
                oldDefaultValue: false);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "brain_slots",
                type: "timestamp with time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<bool>(
                name: "enabled",
                table: "brain_skip_rules",
                type: "boolean",
                nullable: true,
                defaultValue: true,
                oldClrType: typeof(bool),
                oldType: "boolean",
                oldDefaultValue: true);

            migrationBuilder.AlterColumn<DateTime>(
                name: "created_at",
                table: "brain_skip_rules",
                type: "timestamp without time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "updated_at",
                table: "brain_scoring_config",
                type: "timestamp with time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<string>(
                name: "severity",
                table: "brain_risk_rules",
                type: "character varying(16)",
                maxLength: 16,
                nullable: true,
                defaultValue: "medium",
                oldClrType: typeof(string),
                oldType: "character varying(16)",
                oldMaxLength: 16,
                oldDefaultValue: "medium");

            migrationBuilder.AlterColumn<bool>(
                name: "enabled",
                table: "brain_risk_rules",
                type: "boolean",
                nullable: true,
                defaultValue: true,
                oldClrType: typeof(bool),
                oldType: "boolean",
                oldDefaultValue: true);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "brain_risk_rules",
                type: "timestamp with time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "updated_at",
                table: "brain_questions",
                type: "timestamp with time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<List<string>>(
                name: "slot_coverage",
                table: "brain_questions",
                type: "text[]",
                nullable: true,
                defaultValueSql: "'{}'::text[]",
                oldClrType: typeof(string[]),
                oldType: "text[]",
                oldDefaultValueSql: "'{}'::text[]");

            migrationBuilder.AlterColumn<List<string>>(
                name: "risk_coverage",
                table: "brain_questions",
                type: "text[]",
                nullable: true,
                defaultValueSql: "'{}'::text[]",
                oldClrType: typeof(string[]),
                oldType: "text[]",
                oldDefaultValueSql: "'{}'::text[]");

            migrationBuilder.AlterColumn<bool>(
                name: "enabled",
                table: "brain_questions",
                type: "boolean",
                nullable: true,
                defaultValue: true,
                oldClrType: typeof(bool),
                oldType: "boolean",
                oldDefaultValue: true);

            migrationBuilder.AlterColumn<DateTimeOffset>(
                name: "created_at",
                table: "brain_questions",
                type: "timestamp with time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.AlterColumn<int>(
                name: "base_priority",
                table: "brain_questions",
                type: "integer",
                nullable: true,
                defaultValue: 50,
                oldClrType: typeof(int),
                oldType: "integer",
                oldDefaultValue: 50);

            migrationBuilder.AlterColumn<DateTime>(
                name: "updated_at",
                table: "brain_config",
                type: "timestamp without time zone",
                nullable: true,
                defaultValueSql: "now()",
                oldClrType: typeof(DateTimeOffset),
                oldType: "timestamp with time zone",
                oldDefaultValueSql: "now()");

            migrationBuilder.CreateIndex(
                name: "idx_skill_versions_active",
                table: "skill_versions",
                column: "is_active",
                filter: "is_active = true");

            migrationBuilder.AddForeignKey(
                name: "expert_reviews_session_id_fkey",
                table: "expert_reviews",
                column: "session_id",
                principalTable: "sessions",
                principalColumn: "session_id");
        }
    }
}
