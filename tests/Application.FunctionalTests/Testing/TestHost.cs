using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Jobs;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Respawn;
using Respawn.Graph;

namespace AgentBrain.Application.FunctionalTests;

/// <summary>One migrated database and one service provider for all tests of use cases.</summary>
[SetUpFixture]
public sealed class TestHost
{
    private static TestDatabase? _database;
    private static ServiceProvider? _services;
    private static Respawner? _respawner;

    internal static IServiceProvider Services => _services ?? throw new InvalidOperationException("The host of the tests has not started.");

    internal static string ConnectionString => _database!.ConnectionString;

    internal static LostConfirmation LostConfirmation { get; } = new();

    internal static LogCapture Logs { get; } = new();

    /// <summary>What was queued; nobody carries it out.</summary>
    internal static JobSpy Jobs { get; } = new();

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _services = TestServices.Build(_database.ConnectionString, services =>
        {
            services.ConfigureDbContext<AgentBrainDbContext>(options => options.AddInterceptors(LostConfirmation));
            services.AddSingleton<IJobs>(Jobs);
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        });
        await using (var scope = _services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>().Database.MigrateAsync();

        // Made after migrating, because it looks at the tables once. Numbers go on instead of starting anew: compiled brains are kept by revision.
        await using var connection = await _database.OpenConnectionAsync();
        _respawner = await Respawner.CreateAsync(connection, new RespawnerOptions
        {
            DbAdapter = DbAdapter.Postgres,
            // The host keeps its keys in memory: without their rows no other node would know them.
            TablesToIgnore = [new Table("__EFMigrationsHistory"), new Table("data_protection_keys")],
            WithReseed = false,
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        await LegacyDatabase.DropTemplatesAsync();
        Logs.Dispose();
    }

    /// <summary>A connection beside those of the application.</summary>
    internal static Task<NpgsqlConnection> OpenConnectionAsync() => _database!.OpenConnectionAsync();

    /// <summary>Empties every table.</summary>
    internal static async Task ResetStateAsync()
    {
        await using var connection = await OpenWithoutTriggersAsync();
        await _respawner!.ResetAsync(connection);
        Jobs.Clear();
        LostConfirmation.Disarm();
    }

    /// <summary>Empties the audit log, so that a test finds there only what it does itself.</summary>
    internal static async Task ForgetAuditAsync()
    {
        await using var connection = await OpenWithoutTriggersAsync();
        await using var command = new NpgsqlCommand("DELETE FROM audit_entries", connection);
        await command.ExecuteNonQueryAsync();
    }

    // The audit log refuses to be emptied, and the application has no way around that. Tests have the one of a superuser who restores a
    // backup: for this connection alone no trigger fires.
    private static async Task<NpgsqlConnection> OpenWithoutTriggersAsync()
    {
        var connection = await _database!.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SET session_replication_role = replica", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
