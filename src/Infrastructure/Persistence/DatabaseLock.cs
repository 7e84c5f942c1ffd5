using Npgsql;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>
/// A lock that one node of a database holds at a time. It lives on a connection of its own, so that the server lets go of it when the node is killed.
/// </summary>
public sealed class DatabaseLock : IAsyncDisposable
{
    /// <summary>Changing the schema: migrations and adoption. Any number that no other program uses as an advisory lock in this database.</summary>
    public const long Schema = 0x41_67_65_6E_74_42_72;

    /// <summary>The daily check for drift.</summary>
    public const long DriftCheck = Schema + 1;

    /// <summary>Sealing contact details.</summary>
    public const long ContactSealing = Schema + 2;

    private const string Holder =
        """
        SELECT format('process %s from %s, %s, since %s', a.pid, coalesce(host(a.client_addr), 'an unknown address'), coalesce(nullif(a.application_name, ''), 'without a name'),
            to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'))
        FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND l.classid = ($1 >> 32)::oid AND l.objid = ($1 & 4294967295)::oid
        """;

    private readonly NpgsqlConnection _connection;

    private DatabaseLock(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Waits for the lock.</summary>
    /// <param name="database">The database.</param>
    /// <param name="key">Which lock.</param>
    /// <param name="patience">How long to wait at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DatabaseNotReadyException">Somebody else kept it for longer than that; the message says who. Or the connection string cannot be read.</exception>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public static async Task<DatabaseLock> TakeAsync(DatabaseConnection database, long key, TimeSpan patience, CancellationToken cancellationToken)
    {
        var held = new DatabaseLock(await database.OpenUnpooledAsync(cancellationToken));
        try
        {
            await held.WaitAsync(key, patience, cancellationToken);
            return held;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the lock when it is free.</summary>
    /// <returns>Null when somebody else has it.</returns>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public static async Task<DatabaseLock?> TryTakeAsync(DatabaseConnection database, long key, CancellationToken cancellationToken)
    {
        var held = new DatabaseLock(await database.OpenUnpooledAsync(cancellationToken));
        try
        {
            await using var take = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", held._connection) { Parameters = { new() { Value = key } } };
            if (await take.ExecuteScalarAsync(cancellationToken) is true)
                return held;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
        await held.DisposeAsync();
        return null;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task WaitAsync(long key, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await using var take = new NpgsqlCommand("SELECT set_config('lock_timeout', $1, false), pg_advisory_lock($2)", _connection)
            {
                Parameters = { new() { Value = FormattableString.Invariant($"{Math.Max(1, patience.TotalMilliseconds):0}ms") }, new() { Value = key } },
                CommandTimeout = 0,
            };
            await take.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await using var holder = new NpgsqlCommand(Holder, _connection) { Parameters = { new() { Value = key } } };
            var who = await holder.ExecuteScalarAsync(cancellationToken) as string ?? "which has just ended";
            throw new DatabaseNotReadyException(
                $"Another program changes the schema of this database ({who}). It was waited for {patience.TotalSeconds:0} seconds and nothing was changed: try again when it is done.", exception);
        }
    }
}
