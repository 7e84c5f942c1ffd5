using AgentBrain.Application.Interviews;
using AgentBrain.Application.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>
/// Counts in the database, over the narrow columns of sessions alone, on a few connections at the same time. Sets of slots are counted before
/// the slots in them, since there are far fewer sets than interviews.
/// </summary>
internal sealed class StoredFigures(IServiceScopeFactory scopes) : IInterviewFigures
{
    public async Task<InterviewFigures> ReadAsync(FiguresFilter filter, CancellationToken cancellationToken)
    {
        var interviews = Conditions(filter, "sessions");
        var finished = $"{interviews} AND completed_at IS NOT NULL";

        var courses = OnConnectionAsync(async query => (
            Started: await query(
                $"""
                SELECT width_bucket(created_at, @intervals) - 1,
                    CASE WHEN completed_at IS NOT NULL THEN 2 WHEN last_activity_at <= @abandoned THEN 1 ELSE 0 END, ended_early::integer, count(*)::integer
                FROM sessions WHERE {interviews} GROUP BY 1, 2, 3
                """),
            Ratings: await query($"SELECT width_bucket(created_at, @intervals) - 1, rating::integer, count(*)::integer FROM feedback WHERE {RatingConditions(filter)} GROUP BY 1, 2")));
        var slots = OnConnectionAsync(query => query(
            $"""
            SELECT slot, sum(interviews)::integer
            FROM (SELECT filled_slots, count(*) AS interviews FROM sessions WHERE {finished} GROUP BY 1) sets, unnest(filled_slots) slot GROUP BY 1
            """));
        var others = OnConnectionAsync(async query => (
            Flags: await query($$"""SELECT flag, count(*)::integer FROM sessions, unnest(flag_codes) flag WHERE {{finished}} AND flag_codes <> '{}' GROUP BY 1"""),
            Abandoned: await query(
                $"""
                SELECT waiting_question_id, count(*)::integer FROM sessions
                WHERE {interviews} AND completed_at IS NULL AND last_activity_at <= @abandoned GROUP BY 1
                """),
            Times: await query(
                $"""
                SELECT unnest(percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY date_part('epoch', completed_at - created_at)::integer))
                FROM sessions WHERE {finished}
                """)));
        await Task.WhenAll(courses, slots, others);

        var times = (await others).Times;
        return new InterviewFigures
        {
            Started = [.. (await courses).Started.Select(row => new StartedFigure((int)row[0]!, (InterviewStanding)row[1]!, (int)row[2]! == 1, (int)row[3]!))],
            Ratings = [.. (await courses).Ratings.Select(row => new RatingFigure((int)row[0]!, (int)row[1]!, (int)row[2]!))],
            FilledSlots = Keys(await slots),
            Flags = Keys((await others).Flags),
            AbandonedAt = Keys((await others).Abandoned),
            MedianTime = times.Count == 0 ? null : TimeSpan.FromSeconds((int)times[0][0]!),
            NinetiethTime = times.Count == 0 ? null : TimeSpan.FromSeconds((int)times[1][0]!),
        };

        async Task<T> OnConnectionAsync<T>(Func<Func<string, Task<List<object?[]>>>, Task<T>> read)
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>();
            return await read(sql => database.Database.CreateExecutionStrategy().ExecuteAsync(() => RowsAsync(database, sql, filter, cancellationToken)));
        }
    }

    // Only those that limit something: an index serves a month and not all years, and the planner has to see which it is.
    private static string Conditions(FiguresFilter filter, string table) => string.Join(" AND ", new[]
    {
        "true",
        filter.From is null ? null : $"{table}.created_at >= @from",
        filter.Until is null ? null : $"{table}.created_at < @until",
        filter.Language is null || table != "sessions" ? null : "sessions.language = @language",
        filter.RevisionId is null || table != "sessions" ? null : "sessions.revision_id = @revision",
    }.OfType<string>());

    // Without a limit to a language or a revision, entries that belong to no interview count too.
    private static string RatingConditions(FiguresFilter filter)
    {
        var conditions = $"{Conditions(filter, "feedback")} AND NOT superseded";
        return filter.Language is null && filter.RevisionId is null
            ? conditions
            : $"{conditions} AND session_id IN (SELECT session_id FROM sessions WHERE {Conditions(filter with { From = null, Until = null }, "sessions")})";
    }

    private static KeyFigure[] Keys(IEnumerable<object?[]> rows) => [.. rows.Select(row => new KeyFigure((string?)row[0], (int)row[1]!))];

    private static async Task<List<object?[]>> RowsAsync(AgentBrainDbContext db, string sql, FiguresFilter filter, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection());
            foreach (var (name, value) in new (string, object?)[]
            {
                ("from", filter.From?.UtcDateTime),
                ("until", filter.Until?.UtcDateTime),
                ("language", filter.Language),
                ("revision", filter.RevisionId),
                ("abandoned", filter.AbandonedSince.UtcDateTime),
                ("intervals", filter.Intervals.Select(start => start.UtcDateTime).ToArray()),
            })
            {
                if (sql.Contains($"@{name}", StringComparison.Ordinal))
                    command.Parameters.AddWithValue(name, value!);
            }
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<object?[]>();
            while (await reader.ReadAsync(cancellationToken))
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))]);
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
