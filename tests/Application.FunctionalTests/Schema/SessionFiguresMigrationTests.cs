using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Schema;

/// <summary>The migration that puts columns beside the state fills them from whatever state there is, and changes nothing else.</summary>
public sealed class SessionFiguresMigrationTests
{
    private const string Before = "WorkingCopy";
    private const string After = "SessionFigures";

    [Test]
    public async Task It_fills_the_columns_as_the_aggregate_would_and_can_be_reverted()
    {
        await using var database = await TestDatabase.CreateAsync();
        await MigrateAsync(database, "SkillLearnedRuleColumns");
        await using var connection = await database.OpenConnectionAsync();
        await ExecuteAsync(connection, await File.ReadAllTextAsync(Path.Combine(TestContext.CurrentContext.TestDirectory, "Schema", "LegacyData.sql")));
        await MigrateAsync(database, Before);
        await ExecuteAsync(
            connection,
            """
            INSERT INTO sessions (session_id, state, created_at, updated_at) VALUES ('00000000-0000-0000-0000-000000000100', '{
                "slots": {"colour": {"value": "red"}, "size": {"value": null}, "b": {"value": "UNKNOWN"}, "Z": {"value": "x"}},
                "risk_flags": [{"code": "RISK_B"}, {"code": "RISK_A"}, {"code": "RISK_B"}], "asked_question_ids": ["Q1", "Q2"],
                "next_questions": [{"id": "Q2", "text": "?"}], "ended_early": true}', '2026-01-01 10:00+00', '2026-01-02 11:00+00'),
                ('00000000-0000-0000-0000-000000000101', '{"slots": [], "risk_flags": {}, "asked_question_ids": "none", "next_questions": null, "ended_early": "yes"}',
                '2026-01-01 10:00+00', '2026-01-02 11:00+00');
            """);
        var schema = await Catalog.ReadAsync(connection);
        var stored = await TextAsync(connection, "SELECT json_agg(s ORDER BY session_id) FROM sessions s");

        await MigrateAsync(database, After);

        (await TextAsync(connection, Figures("000000000100"))).ShouldBe("Q2|2|t|RISK_A,RISK_B|Z,colour|2026-01-02 11:00:00+00");
        (await TextAsync(connection, Figures("000000000101"))).ShouldBe("|0|f|||2026-01-02 11:00:00+00");
        (await TextAsync(connection, Figures("00000000000a"))).ShouldBe("Q_BARE|2|f|RISK_A|purpose|2024-05-01 10:00:00+00");
        (await TextAsync(connection, Figures("00000000000b"))).ShouldBe("|2|f|||2024-04-02 10:00:00+00");
        (await TextAsync(connection, Figures("0000000000aa"))).ShouldBe("|0|f||fraction,list,number,object,text,yes|2024-04-06 10:00:00+00");
        // The aggregate is read with all columns that it has today.
        await MigrateAsync(database);
        await using (var db = Context(database))
        {
            // What the state is read as says the same.
            foreach (var session in await db.Sessions.ToListAsync())
            {
                session.FilledSlots.ShouldBe(session.State.Slots.Where(slot => slot.Value.HasValue).Select(slot => slot.Key).Order(StringComparer.Ordinal));
                session.FlagCodes.ShouldBe(session.State.RiskFlags.Select(flag => flag.Code).Distinct().Order(StringComparer.Ordinal));
                (session.WaitingQuestionId, session.QuestionCount, session.EndedEarly)
                    .ShouldBe((session.CurrentQuestion?.Id, session.State.AskedQuestionIds.Count, session.State.EndedEarly));
                session.LastActivityAt.ShouldBe(session.UpdatedAt);
            }
        }

        await MigrateAsync(database, Before);
        (await TextAsync(connection, "SELECT json_agg(s ORDER BY session_id) FROM sessions s")).ShouldBe(stored);
        schema.DifferencesOf(await Catalog.ReadAsync(connection)).ShouldBeEmpty();
    }

    [Test]
    public async Task Documents_no_longer_stay_in_the_rows_that_lists_read()
    {
        await using var database = await TestDatabase.CreateAsync();
        await MigrateAsync(database, After);
        await using var connection = await database.OpenConnectionAsync();
        await ExecuteAsync(
            connection,
            """
            INSERT INTO sessions (state, final_report, filled_slots)
            SELECT jsonb_build_object('text', string_agg(md5(n::text), '')), string_agg(md5(n::text), ''), array_agg('slot_' || n) FROM generate_series(1, 300) n, generate_series(1, 50) row GROUP BY row;
            """);

        // Fifty rows with 18 kB of documents and 3 kB of keys each.
        (await TextAsync(connection, "SELECT (pg_relation_size('sessions') / 8192 < 30)::text")).ShouldBe("true");
    }

    private static string Figures(string id) =>
        $"""
        SELECT concat_ws('|', coalesce(waiting_question_id, ''), question_count, ended_early, array_to_string(flag_codes, ','), array_to_string(filled_slots, ','),
            to_char(last_activity_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || '+00')
        FROM sessions WHERE session_id = '00000000-0000-0000-0000-{id}'
        """;

    private static AgentBrainDbContext Context(TestDatabase database)
    {
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(database.ConnectionString);
        return new AgentBrainDbContext(options.Options);
    }

    private static async Task MigrateAsync(TestDatabase database, string? target = null)
    {
        await using var db = Context(database);
        await db.GetService<IMigrator>().MigrateAsync(target);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string?> TextAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync();
    }
}
