using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Results;
using AgentBrain.Infrastructure.Brain;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Infrastructure.Persistence.Adoption;
using AgentBrain.Infrastructure.Persistence.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Adoption;

/// <summary>What tests of adoption do.</summary>
public abstract class AdoptionTest
{
    private static readonly Lazy<Task<IReadOnlyList<string>>> _fresh = new(async () =>
    {
        await using var fresh = await TestDatabase.CreateAsync();
        await MigrateAsync(fresh);
        return await SchemaAsync(fresh);
    });

    /// <summary>The schema that the migrations build from nothing.</summary>
    private protected static Task<IReadOnlyList<string>> FreshSchemaAsync() => _fresh.Value;

    /// <summary>What a person reads of a plan: kinds and sentences.</summary>
    private protected static IEnumerable<string> Said(AdoptionPlan plan) => plan.Findings.Select(finding => $"{finding.Kind}: {finding.Sentence}");

    private protected static Task<AdoptionPlan> PlanAsync(TestDatabase database, string? role = null) => Adoption(database, role).PlanAsync(CancellationToken.None);

    private protected static Task<AdoptionResult> AdoptAsync(TestDatabase database, AdoptionPlan? shown = null, TimeSpan? patience = null) =>
        Adoption(database, role: null, patience).AdoptAsync(shown, CancellationToken.None);

    /// <summary>Applies the pending migrations as <c>dotnet ef</c> does.</summary>
    private protected static async Task MigrateAsync(TestDatabase database)
    {
        await using var node = Node(database);
        await using var scope = node.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>().Database.MigrateAsync();
    }

    /// <summary>Starts the application, and ends it.</summary>
    private protected static async Task StartAsync(TestDatabase database, bool migrate = false)
    {
        await using var node = Node(database, migrate);
        await node.GetServices<IHostedService>().OfType<DatabaseStartup>().Single().StartAsync(CancellationToken.None);
    }

    /// <summary>A single value.</summary>
    private protected static async Task<string?> TextAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() as string;
    }

    private protected static async Task<T> ReadAsync<T>(TestDatabase database, Func<AgentBrainDbContext, Task<T>> read)
    {
        await using var node = Node(database);
        await using var scope = node.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>());
    }

    /// <summary>What the dashboard counts.</summary>
    private protected static async Task<InterviewFigures> FiguresAsync(TestDatabase database)
    {
        await using var node = Node(database);
        return await node.GetRequiredService<IInterviewFigures>().ReadAsync(
            new FiguresFilter { Intervals = [DateTimeOffset.UnixEpoch], AbandonedSince = DateTimeOffset.UnixEpoch }, CancellationToken.None);
    }

    /// <summary>The whole schema in words, an object a line; columns in any order.</summary>
    private protected static async Task<IReadOnlyList<string>> SchemaAsync(TestDatabase database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return [.. (await SchemaCatalog.ReadAsync(connection, CancellationToken.None)).Objects.Select(found => $"{found.Kind} {found.Table} {found.Name}: {string.Join(", ", found.Facts.Select(fact => $"{fact.Key} {fact.Value}"))}").Order(StringComparer.Ordinal)];
    }

    private static DatabaseAdoption Adoption(TestDatabase database, string? role = null, TimeSpan? patience = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        if (role is not null)
            (settings.Username, settings.Password) = (role, role);
        var adoption = new DatabaseAdoption(new DatabaseConnection(settings.ConnectionString), new ShippedBrain(), TimeProvider.System);
        if (patience is { } given)
            adoption.Patience = given;
        return adoption;
    }

    private static ServiceProvider Node(TestDatabase database, bool migrate = false) =>
        TestServices.Build(database.ConnectionString, environment: Environments.Production, settings: new() { ["Database:MigrateOnStart"] = migrate ? "true" : "false" });
}
