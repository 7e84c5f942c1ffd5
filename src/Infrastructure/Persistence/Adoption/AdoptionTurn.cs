using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>Has the tables of a database to itself: nobody reads or writes them.</summary>
internal static class AdoptionTurn
{
    private const string Holders =
        """
        SELECT DISTINCT format('process %s of role %s%s, %s%s', a.pid, a.usename, coalesce(' from ' || host(a.client_addr), ''), coalesce(nullif(a.application_name, ''), 'a program without a name'),
            CASE WHEN a.state LIKE 'idle in transaction%' THEN format(', idle in a transaction since %s', to_char(a.state_change AT TIME ZONE 'UTC', 'HH24:MI:SS" UTC"')) ELSE '' END)
        FROM pg_locks l
        JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.granted AND l.pid <> pg_backend_pid() AND a.datname = current_database()
            AND l.locktype = 'relation' AND l.relation = ANY (SELECT to_regclass(name) FROM unnest($1) name)
        """;

    /// <summary>Lets statements of the connection take as long as they need, and wait for others only so long.</summary>
    public static Task SetLimitsAsync(NpgsqlConnection connection, TimeSpan patience, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, FormattableString.Invariant($"SET lock_timeout = {(int)patience.TotalMilliseconds}; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;"), cancellationToken);

    /// <summary>Waits until nobody uses tables, and keeps everybody out until the transaction ends.</summary>
    /// <exception cref="DatabaseNotReadyException">Somebody goes on using them.</exception>
    public static async Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, $"LOCK TABLE {string.Join(", ", tables)} IN ACCESS EXCLUSIVE MODE;", cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            await transaction.RollbackAsync(cancellationToken);
            var holders = await HoldersAsync(connection, [.. tables], cancellationToken);
            throw new DatabaseNotReadyException(
                $"The tables are in use by {holders}. Stop the old service and whatever else uses the database, and run this again. Nothing was changed.", exception);
        }
    }

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<string> HoldersAsync(NpgsqlConnection connection, string[] tables, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Holders, connection) { Parameters = { new() { Value = tables } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> holders = [];
        while (await reader.ReadAsync(cancellationToken))
            holders.Add(reader.GetString(0));
        return holders.Count == 0 ? "somebody who has just let go" : string.Join("; ", holders);
    }
}
