using AgentBrain.Application.Common;
using AgentBrain.Application.Feedback;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Privacy;

/// <summary>Interviews with words that are found wherever they are stored.</summary>
public abstract class CanaryTest : FunctionalTest
{
    private protected const string Name = "Zuokana";
    private protected const string Email = "zuokana@example.lt";
    private protected const string Phone = "+370 655 43 219";

    /// <summary>What tells how the respondent can be reached.</summary>
    private protected static readonly string[] Contact = [Name, Email, Phone];

    /// <summary>Everything that the respondent said, and what experts quoted.</summary>
    private protected static readonly string[] Words =
    [
        "ZXANSWER", "ZXREPLACED", "ZXCHANGED", "ZXKEYED", "ZXCOMMENT", "ZXHEARD", "ZXCONFIRMED", "ZXJUDGED", "ZXQUOTED", "ZXBETTER", "ZXMISSED", "ZXSUMMARY", "ZXINSIGHT",
    ];

    /// <summary>A finished interview with something in every table that knows of interviews.</summary>
    private protected async Task<Guid> EverythingAsync()
    {
        var id = await StartAsync();
        await AnswerAsync(id, "red ZXREPLACED");
        await SendAsync(await ChangeToAsync(id, SmallBrain.ColourQuestion, $"green ZXCHANGED says {Name}"));
        await SendAsync(await AnswerToCurrentAsync(id, "large ZXANSWER") with { IdempotencyKey = "ZXKEYED" });
        await AnswerAsync(id, "a gate");
        await SendAsync(new CorrectFact { SessionId = id, SlotKey = "size", Options = ["small"] });
        await SendAsync(new FinishInterview { SessionId = id, Name = Name, Email = Email, Phone = Phone });
        await SendAsync(new LeaveFeedback { SessionId = id, Rating = 4, Comment = $"ZXCOMMENT from {Name}" });
        await SendAsync(new ResumeInterview((await SendAsync(new CreateResumeLink(id))).Token, SecretToken.Create()));
        await QueryAsync(db => db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO transcripts (session_id, original_text, confirmed_text) VALUES ({id}, 'ZXHEARD', {"ZXCONFIRMED " + Email});
            INSERT INTO expert_reviews (session_id, overall_rating, overall_comments, reviewer_name) VALUES ({id}, 3, {"ZXJUDGED " + Name}, 'Expert');
            INSERT INTO question_reviews (expert_review_id, question_id, original_question, user_response, effectiveness_rating, what_could_be_better, missed_opportunities)
                SELECT id, 'Q_COLOUR', 'Which colour?', 'ZXQUOTED', 5, 'ZXBETTER', ARRAY['ZXMISSED'] FROM expert_reviews WHERE session_id = {id};
            INSERT INTO summary_reviews (expert_review_id, original_summary, accuracy_rating, completeness_rating, missing_insights)
                SELECT id, 'ZXSUMMARY', 2, 4, ARRAY['ZXINSIGHT'] FROM expert_reviews WHERE session_id = {id};
            """));
        // Tests write with the words in their statements, which the application never does.
        Logs.Clear();
        return id;
    }

    /// <summary>Of some words those that stand in any row of any table of any schema, in its text or in its bytes, or in the log.</summary>
    private protected static async Task<IReadOnlyList<string>> FoundAsync(params IEnumerable<string> words)
    {
        await using var connection = await TestHost.OpenConnectionAsync();
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')",
            connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                tables.Add(reader.GetString(0));
        }
        tables.ShouldContain("sessions");
        var wanted = words.ToArray();
        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var search = new NpgsqlCommand(
                $"""
                SELECT word FROM unnest(@words) word WHERE EXISTS (
                    SELECT FROM {table} t WHERE t::text ILIKE '%' || word || '%' OR t::text ILIKE '%' || encode(convert_to(word, 'UTF8'), 'hex') || '%')
                """,
                connection);
            search.Parameters.AddWithValue("words", wanted);
            await using var reader = await search.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                found.Add($"{reader.GetString(0)} in {table}");
        }
        found.AddRange(wanted.Where(word => Logs.Entries.Any(entry => entry.Contains(word, StringComparison.OrdinalIgnoreCase))).Select(word => $"{word} in the log"));
        found.AddRange(wanted.Where(word => TestHost.Jobs.Queued.Any(job => job.ToString()!.Contains(word, StringComparison.OrdinalIgnoreCase))).Select(word => $"{word} in a job"));
        return found;
    }

    /// <summary>Removes what is due, as the daily run does.</summary>
    private protected async Task<(int Removed, int Left)> ApplyRetentionAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Retention>().ApplyAsync(CancellationToken.None);
    }
}
