using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>A database of its own on the same server, in which migrations build what a database should be. It is gone when its schema has been read.</summary>
internal static class ShadowDatabase
{
    /// <summary>Names tell their age, after the server's clock: what a killed run left behind is found by the next one.</summary>
    private const string NameAndLeftovers =
        """
        SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS'), pg_encoding_to_char(encoding), datcollate, datctype,
            ARRAY(SELECT datname::text FROM pg_database
                WHERE datname ~ '^agentbrain_shadow_[0-9]{14}_[0-9a-f]{16}$' AND pg_get_userbyid(datdba) = current_user
                    AND split_part(datname, '_', 3) < to_char((now() - interval '1 hour') AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS'))
        FROM pg_database
        WHERE datname = current_database()
        """;

    /// <summary>What the known migrations up to one build.</summary>
    /// <param name="settings">For connections beside the pool to the database.</param>
    /// <param name="lastMigration">The last one that counts.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Null when the server lets nobody, or not this role, create a database.</returns>
    /// <exception cref="NpgsqlException">The server does not answer, or a migration fails.</exception>
    public static async Task<SchemaSnapshot?> BuildAsync(NpgsqlConnectionStringBuilder settings, string lastMigration, CancellationToken cancellationToken)
    {
        await using var maintenance = await DatabaseConnection.OpenAsync(settings, cancellationToken);
        var (name, create, leftovers) = await PlanAsync(maintenance, cancellationToken);
        foreach (var leftover in leftovers)
            await DropAsync(maintenance, leftover);
        try
        {
            await ExecuteAsync(maintenance, create, cancellationToken);
            return await BuildInAsync(Beside(maintenance, settings, name), lastMigration, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction)
        {
            return null;
        }
        finally
        {
            // After an interruption, too; also where the server went on creating it.
            await DropAsync(maintenance, name);
        }
    }

    private static async Task<SchemaSnapshot> BuildInAsync(string connectionString, string lastMigration, CancellationToken cancellationToken)
    {
        var script = Script(connectionString, lastMigration);

        // The types of a database that lives for a second need not be learnt.
        await using var source = new NpgsqlDataSourceBuilder(connectionString).ConfigureTypeLoading(types => types.EnableTypeLoading(false)).Build();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);

        // All in one transaction, which is never committed: there is nothing to write to the disk.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var migrate = new NpgsqlCommand(script, connection, transaction) { CommandTimeout = 0 })
            await migrate.ExecuteNonQueryAsync(cancellationToken);
        return await SchemaCatalog.ReadAsync(connection, cancellationToken);
    }

    /// <summary>
    /// What the migrator would run, without rows and without its record. The models that lie between the migrations are left alone: building them takes longer
    /// than all the rest, and only rows need them, since columns state their types themselves.
    /// </summary>
    private static string Script(string connectionString, string lastMigration)
    {
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(connectionString);
        using var db = new AgentBrainDbContext(options.Options);
        var migrations = db.GetService<IMigrationsAssembly>();
        var generator = db.GetService<IMigrationsSqlGenerator>();
        var commands = migrations.Migrations
            .Where(migration => string.CompareOrdinal(migration.Key, lastMigration) <= 0)
            .Select(migration => migrations.CreateMigration(migration.Value, db.Database.ProviderName!))
            .SelectMany(migration => generator.Generate([.. migration.UpOperations.Where(IsOfSchema)]));
        return string.Join('\n', commands.Select(command => command.CommandText));
    }

    private static bool IsOfSchema(MigrationOperation operation) => operation is not (InsertDataOperation or UpdateDataOperation or DeleteDataOperation);

    private static async Task<(string Name, string Create, string[] Leftovers)> PlanAsync(NpgsqlConnection maintenance, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(NameAndLeftovers, maintenance);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var name = "agentbrain_shadow_" + reader.GetString(0) + "_" + Convert.ToHexStringLower(Guid.NewGuid().ToByteArray().AsSpan(0, 8));
        var create = $"CREATE DATABASE {name} TEMPLATE template0 ENCODING {SchemaSql.Literal(reader.GetString(1))} "
            + $"LC_COLLATE {SchemaSql.Literal(reader.GetString(2))} LC_CTYPE {SchemaSql.Literal(reader.GetString(3))}";
        return (name, create, reader.GetFieldValue<string[]>(4));
    }

    private static async Task DropAsync(NpgsqlConnection maintenance, string name)
    {
        try
        {
            await ExecuteAsync(maintenance, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)", CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // The connection is lost, the server is read-only, or another run is dropping it: what is left is dropped by a later run.
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Of several hosts the one that it was created on; a single one cannot be chosen.
    private static string Beside(NpgsqlConnection maintenance, NpgsqlConnectionStringBuilder settings, string database) => new NpgsqlConnectionStringBuilder(settings.ConnectionString)
    {
        Host = maintenance.Host,
        Port = maintenance.Port,
        Database = database,
        TargetSessionAttributes = null,
        LoadBalanceHosts = false,
    }.ConnectionString;
}
