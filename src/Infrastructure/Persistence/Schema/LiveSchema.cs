using System.Data;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>A live database at one moment between two migrations.</summary>
/// <param name="Applied">The migrations recorded in it, in turn; null when there is no record.</param>
/// <param name="Schema">What it has.</param>
/// <param name="ServerVersion">The version of the server.</param>
internal sealed record LiveSchema(IReadOnlyList<string>? Applied, SchemaSnapshot Schema, string ServerVersion)
{
    /// <summary>
    /// Reads both in one transaction that can write nothing. EF Core locks its history before it begins with a migration, and keeps it locked until the
    /// migration is committed together with its row: whoever holds the smallest lock on it reads a schema that no migration is changing.
    /// </summary>
    /// <param name="settings">For a connection to the database.</param>
    /// <param name="patience">How long to wait for a migration to end.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null when a migration is in progress and did not end in time.</returns>
    /// <exception cref="NpgsqlException">The server does not answer, or refuses.</exception>
    public static async Task<LiveSchema?> ReadAsync(NpgsqlConnectionStringBuilder settings, TimeSpan patience, CancellationToken cancellationToken)
    {
        await using var connection = await DatabaseConnection.OpenAsync(settings, cancellationToken);
        try
        {
            return await ReadAsync(connection, patience, hasHistory: true, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            return await ReadAsync(connection, patience, hasHistory: false, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.LockNotAvailable)
        {
            return null;
        }
    }

    private static async Task<LiveSchema?> ReadAsync(NpgsqlConnection connection, TimeSpan patience, bool hasHistory, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

        // Before anything is selected: the transaction sees what is there at its first query.
        await ExecuteAsync(connection, $"SET TRANSACTION READ ONLY; SET LOCAL lock_timeout = {(int)patience.TotalMilliseconds}", cancellationToken);
        if (hasHistory)
            await ExecuteAsync(connection, """LOCK TABLE public."__EFMigrationsHistory" IN ACCESS SHARE MODE""", cancellationToken);

        var applied = hasHistory ? await AppliedAsync(connection, cancellationToken) : null;
        var schema = await SchemaCatalog.ReadAsync(connection, cancellationToken);
        await transaction.RollbackAsync(CancellationToken.None);
        return new LiveSchema(applied, schema, connection.PostgreSqlVersion.ToString());
    }

    private static async Task<List<string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        List<string> applied = [];
        await using var command = new NpgsqlCommand("""SELECT migration_id FROM public."__EFMigrationsHistory" ORDER BY migration_id COLLATE "C" """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            applied.Add(reader.GetString(0));
        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
