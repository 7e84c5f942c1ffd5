using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Infrastructure.Persistence.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Schema;

/// <summary>What tests of drift do to a database.</summary>
internal static class DriftFixture
{
    public static DatabaseDrift Drift(TestDatabase database) => Drift(database.ConnectionString);

    public static DatabaseDrift Drift(string connectionString) => new(new DatabaseConnection(connectionString));

    public static async Task<SchemaSnapshot> ReadAsync(TestDatabase database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await SchemaCatalog.ReadAsync(connection, CancellationToken.None);
    }

    public static async Task MigrateAsync(TestDatabase database, string? target = null)
    {
        await using var db = Context(database);
        await db.GetService<IMigrator>().MigrateAsync(target);
    }

    public static AgentBrainDbContext Context(TestDatabase database)
    {
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(database.ConnectionString);
        return new AgentBrainDbContext(options.Options);
    }

    public static async Task<List<string>> ShadowsAsync(TestDatabase database)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SELECT datname::text FROM pg_database WHERE datname LIKE 'agentbrain\\_shadow\\_%'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> names = [];
        while (await reader.ReadAsync())
            names.Add(reader.GetString(0));
        return names;
    }
}
