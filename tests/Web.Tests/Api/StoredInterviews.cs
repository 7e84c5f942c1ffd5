using System.Text.Json;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AgentBrain.Web.Tests.Api;

/// <summary>What the database holds, to hold ledgers against it.</summary>
public sealed class StoredInterviews
{
    private readonly Dictionary<Guid, StoredInterview> _interviews = [];

    private StoredInterviews()
    {
    }

    public static async Task<StoredInterviews> ReadAsync(string connectionString)
    {
        var stored = new StoredInterviews();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            """
            SELECT s.session_id, s.language, s.completed_at IS NOT NULL, s.contact_sealed, s.state,
                (SELECT count(*) FROM decision_records d WHERE d.session_id = s.session_id),
                (SELECT count(*) FROM replaced_answers r WHERE r.session_id = s.session_id),
                ARRAY(SELECT k.key FROM idempotency_keys k WHERE k.session_id = s.session_id),
                ARRAY(SELECT f.rating FROM feedback f WHERE f.session_id = s.session_id),
                (SELECT coalesce(json_agg(json_build_array(m.role, m.question_id, m.content) ORDER BY m.sequence), '[]') FROM messages m WHERE m.session_id = s.session_id)
            FROM sessions s
            """);
        await using var services = Services(connectionString);
        var seal = services.GetRequiredService<IContactSeal>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            stored._interviews.Add(reader.GetGuid(0), new StoredInterview(
                reader.GetString(1),
                reader.GetBoolean(2),
                await reader.IsDBNullAsync(3) ? null : seal.Open(reader.GetGuid(0), reader.GetString(3))?.Details.Name,
                [.. JsonSerializer.Deserialize<JsonElement>(reader.GetString(4)).GetProperty("asked_question_ids").EnumerateArray().Select(id => id.GetString()!)],
                reader.GetInt64(5),
                reader.GetInt64(6),
                reader.GetFieldValue<string[]>(7),
                reader.GetFieldValue<int[]>(8),
                [.. JsonSerializer.Deserialize<string[][]>(reader.GetString(9))!.Select(turn => new StoredTurn(turn[0], turn[1], turn[2]))]));
        }
        return stored;
    }

    // As another node would: with nothing but what is in the database.
    private static ServiceProvider Services(string connectionString)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:AgentBrain"] = connectionString }).Build();
        return new ServiceCollection().AddLogging().AddInfrastructure(configuration).BuildServiceProvider();
    }

    /// <summary>What the ledgers and the database tell differently, in sentences.</summary>
    /// <param name="ledgers">All that was acknowledged.</param>
    public IReadOnlyList<string> DifferencesFrom(IReadOnlyCollection<InterviewLedger> ledgers)
    {
        var differences = ledgers.SelectMany(ledger => _interviews.TryGetValue(ledger.SessionId, out var stored)
            ? stored.DifferencesFrom(ledger).Select(difference => $"{ledger.SessionId}: {difference}")
            : [$"{ledger.SessionId} is lost"]).ToList();
        var known = ledgers.Select(ledger => ledger.SessionId).ToHashSet();
        var orphans = _interviews.Where(interview => !known.Contains(interview.Key)).ToList();
        var unheard = ledgers.Sum(ledger => ledger.StartAttempts - 1);
        if (orphans.Count > unheard)
            differences.Add($"{orphans.Count} interviews that nobody knows of, of which {unheard} can be explained");
        differences.AddRange(orphans.Where(orphan => orphan.Value.Turns.Count != 1).Select(orphan => $"{orphan.Key} went on, and nobody knows of it"));
        return differences;
    }

    private sealed record StoredTurn(string Role, string? QuestionId, string Text);

    private sealed record StoredInterview(
        string Language,
        bool Finished,
        string? ContactName,
        IReadOnlyList<string> Asked,
        long Decisions,
        long Replaced,
        IReadOnlyList<string> Keys,
        IReadOnlyList<int> Ratings,
        IReadOnlyList<StoredTurn> Turns)
    {
        public IEnumerable<string> DifferencesFrom(InterviewLedger ledger)
        {
            var questions = ledger.Answers.ConvertAll(answer => answer.QuestionId);
            var expected = ledger.Answers.SelectMany(answer => (StoredTurn[])[new("agent", answer.QuestionId, ""), new("user", answer.QuestionId, answer.Text)]);
            var told = Turns.Select(turn => turn.Role == "agent" ? turn with { Text = "" } : turn);
            if (!told.SequenceEqual(expected))
                yield return $"stored are the turns {string.Join(" | ", told)}, acknowledged were {string.Join(" | ", expected)}";
            if (!Asked.SequenceEqual(questions))
                yield return $"asked were {string.Join(", ", questions)}, and the state says {string.Join(", ", Asked)}";
            if (questions.Distinct().Count() < questions.Count)
                yield return $"a question was asked again: {string.Join(", ", questions)}";
            if (Decisions != questions.Count + 1)
                yield return $"{Decisions} decisions on {questions.Count} questions and the end";
            if (Replaced > 0)
                yield return $"{Replaced} answers were replaced";
            if (!Keys.Order().SequenceEqual(ledger.Answers.Select(answer => answer.Call.Key).Order()))
                yield return $"{Keys.Count} keys are kept of {questions.Count} answers";
            if (Language != ledger.Language)
                yield return $"its language is {Language} instead of {ledger.Language}";
            if (!Finished || ContactName != ledger.ContactName)
                yield return $"finished: {Finished}, by {ContactName} instead of {ledger.ContactName}";
            if (!Ratings.SequenceEqual([ledger.Rating!.Value]))
                yield return $"feedback: {string.Join(", ", Ratings)} instead of {ledger.Rating}";
        }
    }
}
