using Microsoft.EntityFrameworkCore.Migrations;

namespace AgentBrain.Infrastructure.Persistence.Migrations;

/// <summary>What the migration SessionFigures does besides adding columns.</summary>
internal static class SessionFiguresData
{
    /// <summary>Fills the columns beside the state from the state, and keeps the rows of sessions short from now on.</summary>
    public static void Fill(MigrationBuilder migrationBuilder)
    {
        // Lists and statistics read whole rows of narrow columns. Documents above the usual 2 kB would otherwise stay in the row, compressed,
        // and be read along. Of the columns beside them all but the documents stay in the row in any case.
        migrationBuilder.Sql("ALTER TABLE sessions SET (toast_tuple_target = 128);");
        migrationBuilder.Sql(
            """
            ALTER TABLE sessions
                ALTER COLUMN flag_codes SET STORAGE MAIN, ALTER COLUMN filled_slots SET STORAGE MAIN, ALTER COLUMN waiting_question_id SET STORAGE MAIN,
                ALTER COLUMN contact_name SET STORAGE MAIN, ALTER COLUMN contact_email SET STORAGE MAIN, ALTER COLUMN contact_phone SET STORAGE MAIN;
            """);

        // What follows corrects rows without being an event of theirs.
        migrationBuilder.Sql("ALTER TABLE sessions DISABLE TRIGGER update_sessions_updated_at;");

        // The legacy service kept slots without a value in the state, as null, empty or UNKNOWN, and left what it does not know out.
        migrationBuilder.Sql(
            """
            UPDATE sessions SET
                last_activity_at = updated_at,
                waiting_question_id = state #>> '{next_questions,0,id}',
                question_count = CASE jsonb_typeof(state -> 'asked_question_ids') WHEN 'array' THEN jsonb_array_length(state -> 'asked_question_ids') ELSE 0 END,
                ended_early = coalesce(state -> 'ended_early' = 'true', false),
                flag_codes = ARRAY(
                    SELECT DISTINCT (flag ->> 'code') COLLATE "C"
                    FROM jsonb_array_elements(CASE jsonb_typeof(state -> 'risk_flags') WHEN 'array' THEN state -> 'risk_flags' ELSE '[]' END) flag
                    WHERE jsonb_typeof(flag -> 'code') IN ('string', 'number') AND flag ->> 'code' <> '' ORDER BY 1),
                filled_slots = ARRAY(
                    SELECT slot.key COLLATE "C"
                    FROM jsonb_each(CASE jsonb_typeof(state -> 'slots') WHEN 'object' THEN state -> 'slots' ELSE '{}' END) slot
                    WHERE coalesce(slot.value ->> 'value', '') NOT IN ('', 'UNKNOWN', '[]', '["UNKNOWN"]', '[null]', '[""]') ORDER BY 1);
            """);
        migrationBuilder.Sql("ALTER TABLE sessions ENABLE TRIGGER update_sessions_updated_at;");
    }

    /// <summary>Lets rows of sessions be as long as usual again.</summary>
    public static void Revert(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE sessions RESET (toast_tuple_target);");
        migrationBuilder.Sql(
            """
            ALTER TABLE sessions
                ALTER COLUMN contact_name SET STORAGE EXTENDED, ALTER COLUMN contact_email SET STORAGE EXTENDED, ALTER COLUMN contact_phone SET STORAGE EXTENDED;
            """);
    }
}
