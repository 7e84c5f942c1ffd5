using AgentBrain.Application.Interviews;
using AgentBrain.Application.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>
/// Counts in the database, in three statements over the narrow columns of sessions that are carried out at the same time on connections of
/// their own. Interviews are counted by the whole set of their flags or slots first, since there are far fewer sets than interviews.
/// </summary>
internal sealed class StoredFigures(IServiceScopeFactory scopes) : IInterviewFigures
{
    // A null limit is none. Plans are made for the values at hand: the index by time serves a month and not all years.
    private const string Matching =
        """
        ($1::timestamptz IS NULL OR sessions.created_at >= $1) AND ($2::timestamptz IS NULL OR sessions.created_at < $2)
            AND ($3::text IS NULL OR sessions.language = $3) AND ($4::integer IS NULL OR sessions.revision_id = $4)
        """;

    private const string Started =
        $"""
        SELECT width_bucket(created_at, $5::timestamptz[]) - 1, standing, ended_early, waiting, count(*)::integer
        FROM (
            SELECT created_at, ended_early,
                CASE WHEN completed_at IS NOT NULL THEN 2 WHEN last_activity_at <= $6 THEN 1 ELSE 0 END AS standing,
                CASE WHEN completed_at IS NULL AND last_activity_at <= $6 THEN waiting_question_id END AS waiting
            FROM sessions WHERE {Matching}) AS sessions
        GROUP BY 1, 2, 3, 4
        """;

    private const string Held =
        $"""
        WITH sets AS MATERIALIZED (
            SELECT flag_codes, filled_slots, count(*) AS interviews FROM sessions WHERE completed_at IS NOT NULL AND {Matching} GROUP BY 1, 2)
        SELECT true, flag, sum(interviews)::integer FROM sets, unnest(flag_codes) flag GROUP BY flag
        UNION ALL
        SELECT false, slot, sum(interviews)::integer FROM sets, unnest(filled_slots) slot GROUP BY slot
        """;

    private const string Times =
        $"""
        SELECT percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - created_at)::float8)
        FROM sessions WHERE completed_at IS NOT NULL AND {Matching}
        """;

    // Without a limit to a language or a revision, entries that belong to no interview count too.
    private const string Rated =
        """
        SELECT width_bucket(feedback.created_at, $5::timestamptz[]) - 1, rating, count(*)::integer
        FROM feedback
        WHERE NOT superseded AND ($1::timestamptz IS NULL OR feedback.created_at >= $1) AND ($2::timestamptz IS NULL OR feedback.created_at < $2)
            AND ($3::text IS NULL AND $4::integer IS NULL OR EXISTS (
                SELECT 1 FROM sessions
                WHERE sessions.session_id = feedback.session_id AND ($3 IS NULL OR language = $3) AND ($4 IS NULL OR revision_id = $4)))
        GROUP BY 1, 2
        """;

    public async Task<InterviewFigures> ReadAsync(FiguresFilter filter, CancellationToken cancellationToken)
    {
        var started = ReadAsync(Started, filter, true, row => (
            Interval: row.GetInt32(0),
            Standing: (InterviewStanding)row.GetInt32(1),
            EndedEarly: row.GetBoolean(2),
            Waiting: row.IsDBNull(3) ? null : row.GetString(3),
            Count: row.GetInt32(4)), cancellationToken);
        var held = ReadAsync(Held, filter, false, row => (IsFlag: row.GetBoolean(0), Figure: new KeyFigure(row.GetString(1), row.GetInt32(2))), cancellationToken);
        var times = ReadAsync(Times, filter, false, row => row.IsDBNull(0) ? null : row.GetFieldValue<double[]>(0), cancellationToken);
        var rated = ReadAsync(Rated, filter, false, row => new RatingFigure(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)), cancellationToken);
        await Task.WhenAll(started, held, times, rated);

        var percentiles = (await times)[0];
        return new InterviewFigures
        {
            Started =
            [
                .. (await started).GroupBy(row => (row.Interval, row.Standing, row.EndedEarly))
                    .Select(group => new StartedFigure(group.Key.Interval, group.Key.Standing, group.Key.EndedEarly, group.Sum(row => row.Count))),
            ],
            AbandonedAt =
            [
                .. (await started).Where(row => row.Standing == InterviewStanding.Abandoned).GroupBy(row => row.Waiting)
                    .Select(group => new KeyFigure(group.Key, group.Sum(row => row.Count))),
            ],
            Flags = [.. (await held).Where(row => row.IsFlag).Select(row => row.Figure)],
            FilledSlots = [.. (await held).Where(row => !row.IsFlag).Select(row => row.Figure)],
            MedianTime = percentiles is null ? null : TimeSpan.FromSeconds(percentiles[0]),
            NinetiethTime = percentiles is null ? null : TimeSpan.FromSeconds(percentiles[1]),
            Ratings = await rated,
        };
    }

    private async Task<List<T>> ReadAsync<T>(string sql, FiguresFilter filter, bool withActivity, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>().Database;
        return await database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await database.OpenConnectionAsync(cancellationToken);
            try
            {
                await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)database.GetDbConnection());
                command.Parameters.Add(Parameter(filter.From?.UtcDateTime, NpgsqlDbType.TimestampTz));
                command.Parameters.Add(Parameter(filter.Until?.UtcDateTime, NpgsqlDbType.TimestampTz));
                command.Parameters.Add(Parameter(filter.Language, NpgsqlDbType.Text));
                command.Parameters.Add(Parameter(filter.RevisionId, NpgsqlDbType.Integer));
                if (sql.Contains("$5", StringComparison.Ordinal))
                    command.Parameters.Add(Parameter(filter.Intervals.Select(start => start.UtcDateTime).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz));
                if (withActivity)
                    command.Parameters.Add(Parameter(filter.AbandonedSince.UtcDateTime, NpgsqlDbType.TimestampTz));
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellationToken))
                    rows.Add(read(reader));
                return rows;
            }
            finally
            {
                await database.CloseConnectionAsync();
            }
        });
    }

    private static NpgsqlParameter Parameter(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
