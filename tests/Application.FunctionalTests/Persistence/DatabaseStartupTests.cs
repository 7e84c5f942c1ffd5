using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Persistence;

public sealed class DatabaseStartupTests
{
    private const string MigrateOnStart = "Database:MigrateOnStart";

    [Test]
    [CancelAfter(60_000)]
    public async Task Four_nodes_that_start_at_once_on_an_empty_database_publish_one_revision(CancellationToken cancellationToken)
    {
        await using var database = await TestDatabase.CreateAsync();

        await StartFourAsync(database, migrate: true, cancellationToken);

        await using var node = Node(database.ConnectionString, migrate: false);
        await using var scope = node.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>();
        (await db.BrainRevisions.CountAsync(cancellationToken)).ShouldBe(1);
        (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ShouldBeEmpty();
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Four_nodes_that_start_at_once_on_a_migrated_database_publish_one_revision(CancellationToken cancellationToken)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var node = Node(database.ConnectionString, migrate: false);
        await using var scope = node.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>();
        await db.Database.MigrateAsync(cancellationToken);

        await StartFourAsync(database, migrate: false, cancellationToken);

        (await db.BrainRevisions.CountAsync(cancellationToken)).ShouldBe(1);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_node_that_has_started_keeps_no_other_from_starting(bool migrate)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var first = Node(database.ConnectionString, migrate: true))
            await StartAsync(first);
        await using var node = Node(database.ConnectionString, migrate);

        await StartAsync(node);

        // A connection of its own: one from the pool would first let go of what its predecessor held.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database WHERE locktype = 'advisory' AND datname = current_database()",
            connection);
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Test]
    public async Task A_second_start_changes_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = Node(database.ConnectionString, migrate: true);
        await StartAsync(first);
        await using var second = Node(database.ConnectionString, migrate: false);

        await StartAsync(second);

        await using var scope = second.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>().BrainRevisions.CountAsync()).ShouldBe(1);
    }

    [Test]
    public async Task Pending_migrations_are_named_where_they_are_not_to_be_applied()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var node = Node(database.ConnectionString, migrate: false);

        var exception = await Should.ThrowAsync<DatabaseNotReadyException>(() => StartAsync(node));

        exception.Message.ShouldContain("_BrainTables");
        exception.Message.ShouldContain("dotnet ef database update");
        exception.Message.ShouldContain("Database__MigrateOnStart=true");
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", connection);
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("  ")]
    public async Task Production_without_a_connection_string_says_which_setting_is_missing(string? connectionString)
    {
        await using var node = TestServices.Build(connectionString, environment: Environments.Production);

        (await Should.ThrowAsync<DatabaseNotReadyException>(() => StartAsync(node))).Message.ShouldContain("ConnectionStrings__AgentBrain");
    }

    [TestCase("Host=127.0.0.1;Port=1;Database=agentbrain;Username=agentbrain;Timeout=5")]
    [TestCase("Host=nowhere.invalid;Database=agentbrain;Username=agentbrain;Timeout=5")]
    [TestCase("this is no connection string")]
    [TestCase("Host=127.0.0.1;Prot=5432")]
    public async Task A_server_that_cannot_be_reached_is_reported_in_words(string connectionString)
    {
        await using var node = Node(connectionString, migrate: false);

        (await Should.ThrowAsync<DatabaseNotReadyException>(() => StartAsync(node))).Message.ShouldContain("connection string");
    }

    [Test]
    public async Task A_database_that_does_not_exist_is_reported_in_words()
    {
        await using var database = await TestDatabase.CreateAsync();
        var connectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "agentbrain_nowhere" }.ConnectionString;
        await using var node = Node(connectionString, migrate: false);

        (await Should.ThrowAsync<DatabaseNotReadyException>(() => StartAsync(node))).Message.ShouldContain("agentbrain_nowhere");
    }

    private static async Task StartFourAsync(TestDatabase database, bool migrate, CancellationToken cancellationToken)
    {
        var nodes = Enumerable.Range(0, 4).Select(_ => Node(database.ConnectionString, migrate)).ToList();
        await Task.WhenAll(nodes.Select(node => Task.Run(() => StartAsync(node, cancellationToken), cancellationToken)));
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    private static ServiceProvider Node(string connectionString, bool migrate) =>
        TestServices.Build(connectionString, environment: Environments.Production, settings: new() { [MigrateOnStart] = migrate ? "true" : "false" });

    private static Task StartAsync(ServiceProvider node, CancellationToken cancellationToken = default) =>
        node.GetServices<IHostedService>().OfType<DatabaseStartup>().Single().StartAsync(cancellationToken);
}
