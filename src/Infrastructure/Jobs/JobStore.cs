using AgentBrain.Infrastructure.Persistence;
using Hangfire.PostgreSql;
using Npgsql;

namespace AgentBrain.Infrastructure.Jobs;

/// <summary>The tables by which nodes share jobs out. They say what is to be carried out next; what is to be done stands in the tables of the work itself.</summary>
internal static class JobStore
{
    /// <summary>Their schema, apart from that of the product, which is checked for drift.</summary>
    public const string Schema = "hangfire";

    /// <summary>What the library's newest script builds.</summary>
    public const int Version = 23;

    // Counted from the last sign of life. What a killed node had in hand is found by the sweep, which does not wait for this.
    private static readonly TimeSpan Invisibility = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    // A killed node may hold one.
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Where jobs are kept. It connects when it is used first.</summary>
    public static PostgreSqlStorage Open(DatabaseConnection connection) => new(
        new Connections(connection),
        new PostgreSqlStorageOptions
        {
            SchemaName = Schema,
            PrepareSchemaIfNecessary = false,
            QueuePollInterval = Poll,
            InvisibilityTimeout = Invisibility,
            UseSlidingInvisibilityTimeout = true,
            DistributedLockTimeout = LockTimeout,
        });

    /// <summary>Builds or upgrades the tables where that is needed, for whoever holds <see cref="DatabaseLock.Schema"/>.</summary>
    /// <exception cref="DatabaseNotReadyException">The role may not do that; the message says what to do.</exception>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public static async Task PrepareAsync(DatabaseConnection database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenUnpooledAsync(cancellationToken);
        if (await VersionAsync(connection, cancellationToken) >= Version)
            return;
        try
        {
            // It blocks, for the tenth of a second that its scripts take.
            await Task.Run(() => PostgreSqlObjectsInstaller.Install(connection, Schema), cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new DatabaseNotReadyException(
                $"The tables of background jobs (schema {Schema}) could not be built: {exception.MessageText} Run 'db migrate' as the owner of the database.", exception);
        }
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection) { Parameters = { new() { Value = $"{Schema}.schema" } } };
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
            return 0;
        await using var version = new NpgsqlCommand($"SELECT coalesce(max(version), 0) FROM {Schema}.schema", connection);
        return (int)(await version.ExecuteScalarAsync(cancellationToken))!;
    }

    // The address of the database is known when its server runs.
    private sealed class Connections(DatabaseConnection database) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => new(AgentBrainDbContextOptions.Settings(database.Text).ConnectionString);
    }
}
