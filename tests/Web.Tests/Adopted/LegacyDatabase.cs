using System.Text.Json.Nodes;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using NpgsqlTypes;

namespace AgentBrain.Web.Tests.Adopted;

/// <summary>An interview as the service before this one stored it.</summary>
internal sealed record LegacyInterview
{
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The state as JSON, whatever it says.</summary>
    public required string State { get; init; }

    public string? Language { get; init; } = "en";

    public int? Round { get; init; } = 1;

    public DateTime? CompletedAt { get; init; }

    public string? FinalReport { get; init; }

    public string? Summary { get; init; }

    public string? ContactName { get; init; }

    public string? ContactEmail { get; init; }

    public string? ContactPhone { get; init; }
}

/// <summary>A database of the service before this one, with a brain of its own.</summary>
internal static class LegacyDatabase
{
    /// <summary>Questions of its brain in the order of their priority.</summary>
    public static readonly IReadOnlyList<string> Questions = ["Q_PURPOSE", "Q_USERS", "Q_BUDGET", "Q_STOVE", "Q_WATER", "Q_PLACE", "Q_TIME", "Q_SIZE"];

    public const int MostQuestions = 6;

    // Nothing but the limits ends an interview.
    private const string Brain =
        """
        INSERT INTO brain_slots (slot_key, label_lt, label_en, is_required, priority_weight) VALUES
            ('purpose', 'Paskirtis', 'Purpose', true, 1.5), ('users', 'Naudotojai', 'Users', true, 1.2), ('budget', 'Biudžetas', 'Budget', false, 1),
            ('stove', 'Krosnis', NULL, false, 1), ('bare', NULL, NULL, NULL, NULL);
        INSERT INTO brain_questions (question_id, text_lt, text_en, base_priority, round_hint, slot_coverage) VALUES
            ('Q_PURPOSE', 'Kam?', 'What for?', 95, 1, '{purpose}'), ('Q_USERS', 'Kas?', 'Who?', 90, 1, '{users}'), ('Q_BUDGET', 'Kiek?', NULL, 85, 2, '{budget}'),
            ('Q_STOVE', 'Kokia krosnis?', 'Which stove?', 80, NULL, '{stove}'), ('Q_WATER', 'Vanduo?', 'Water?', 75, NULL, '{}'),
            ('Q_PLACE', 'Kur?', 'Where?', 70, NULL, NULL), ('Q_TIME', 'Kada?', 'When?', 65, 3, '{when}'), ('Q_SIZE', 'Dydis?', 'Size?', 60, NULL, '{users,purpose}');
        INSERT INTO brain_risk_rules (rule_id, code, severity, rule_json, note_template) VALUES
            ('R1', 'RISK_RENT', 'high', '{"all": [{"slot": "purpose", "contains_any": ["rent"]}, {"slot": "users", "not_contains_any": ["children"]}]}', 'Nuoma');
        INSERT INTO brain_config (key, value) VALUES
            ('modes_quick', '{"enabled": true, "limits": {"max_questions": 6, "low_info_streak_max": 5}, "critical_slots": []}'), ('report_footer', '"Poraštė"');
        """;

    /// <summary>Makes the database. The application that starts on it brings it up to date.</summary>
    public static async Task<TestDatabase> CreateAsync(IEnumerable<LegacyInterview> interviews)
    {
        var database = await TestDatabase.CreateAsync();
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(database.ConnectionString);
        await using (var db = new AgentBrainDbContext(options.Options))
            await db.GetService<IMigrator>().MigrateAsync("SkillLearnedRuleColumns");
        await database.ExecuteAsync(Brain);

        await using var connection = await database.OpenConnectionAsync();
        foreach (var interview in interviews)
        {
            await using var command = new NpgsqlCommand(
                """
                INSERT INTO sessions (session_id, language, round, state, final_report, report_summary, contact_name, contact_email, contact_phone, created_at, updated_at, completed_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '2024-05-01 08:00+00', '2024-05-01 09:00+00', $10)
                """,
                connection)
            {
                Parameters =
                {
                    new() { Value = interview.Id },
                    Text(interview.Language),
                    new() { Value = (object?)interview.Round ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
                    new() { Value = interview.State, NpgsqlDbType = NpgsqlDbType.Jsonb },
                    Text(interview.FinalReport),
                    Text(interview.Summary),
                    Text(interview.ContactName),
                    Text(interview.ContactEmail),
                    Text(interview.ContactPhone),
                    new() { Value = (object?)interview.CompletedAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                },
            };
            await command.ExecuteNonQueryAsync();
        }
        return database;
    }

    /// <summary>The state of an interview as the database has it now.</summary>
    public static async Task<JsonNode?> StateAsync(this TestDatabase database, Guid id) =>
        JsonNode.Parse(await database.TextAsync("SELECT state::text FROM sessions WHERE session_id = $1", id));

    /// <summary>What was said in an interview, row by row and in its order, with everything that is stored of it.</summary>
    public static async Task<IReadOnlyList<JsonNode>> MessagesAsync(this TestDatabase database, Guid id) =>
    [
        .. JsonNode.Parse(await database.TextAsync("SELECT coalesce(json_agg(m ORDER BY sequence), '[]')::text FROM messages m WHERE session_id = $1", id))!
            .AsArray().Select(message => message!),
    ];

    private static async Task<string> TextAsync(this TestDatabase database, string sql, Guid id)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = id } } };
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
