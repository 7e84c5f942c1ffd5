using AgentBrain.Application.Jobs;
using AgentBrain.Application.Webhooks;
using AgentBrain.Domain.Webhooks;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using IMediator = MediatR.IMediator;

namespace AgentBrain.Web.Tests.Webhooks;

/// <summary>The application that tests of webhooks share. It may send to this machine; jobs are carried out when a test says so.</summary>
[SetUpFixture]
public class WebhookApp
{
    internal const string Secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    public static TestDatabase Database { get; private set; } = null!;

    public static AgentBrainApp App { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        Database = await TestDatabase.CreateAsync();
        App = new AgentBrainApp(Database.ConnectionString) { Settings = new Dictionary<string, string> { ["Webhooks:AllowPrivateAddresses"] = "true", ["Webhooks:DeadlineSeconds"] = "2" } };
        App.StartServer();
        // The library of jobs takes the log of the host that was built last, also when that one is gone: what logs is made while this one is.
        await InScopeAsync(App, services => Task.FromResult(services.GetRequiredService<IJobs>()));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await App.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>An endpoint with <see cref="Secret"/>, beside what the pages do.</summary>
    internal static Task<Guid> ConnectAsync(string url, AgentBrainApp? app = null, params string[] types) => InScopeAsync(app ?? App, async services =>
    {
        var db = services.GetRequiredService<AgentBrainDbContext>();
        var taken = await db.WebhookEndpoints.Select(other => other.Place).ToListAsync();
        var endpoint = WebhookEndpoint.Create(
            Enumerable.Range(1, WebhookLimits.Endpoints).Except(taken).First(),
            url,
            "",
            types.Length > 0 ? types : [WebhookTypes.InterviewCompleted],
            services.GetRequiredService<IWebhookSecrets>().Protect(Secret),
            "a test",
            DateTimeOffset.UtcNow);
        db.WebhookEndpoints.Add(endpoint);
        await db.SaveChangesAsync();
        return endpoint.Id;
    });

    /// <summary>Takes all endpoints and events away.</summary>
    internal static Task ForgetAsync() => Database.ExecuteAsync("DELETE FROM webhook_endpoints; DELETE FROM webhook_events");

    /// <summary>Lets something happen, without an interview.</summary>
    internal static Task HappenAsync(int count = 1, TestDatabase? database = null) => (database ?? Database).ExecuteAsync(Happening(count));

    /// <summary>What lets something happen.</summary>
    internal static string Happening(int count) =>
        "INSERT INTO webhook_events (id, type, subject, occurred_at, data) "
        + $"SELECT gen_random_uuid(), 'interview.completed', '', now(), jsonb_build_object('questions', 3) FROM generate_series(1, {count})";

    /// <summary>Hands on what happened and makes the deliveries that are due.</summary>
    internal static Task WorkAsync() => InScopeAsync(App, async services =>
    {
        var mediator = services.GetRequiredService<IMediator>();
        await mediator.Send(new SpreadWebhookEvents());
        foreach (var endpoint in await services.GetRequiredService<AgentBrainDbContext>().WebhookEndpoints.Select(endpoint => endpoint.Id).ToListAsync())
            await mediator.Send(new DeliverToEndpoint(endpoint));
        return 0;
    });

    /// <summary>Makes what waits for a later time due now.</summary>
    internal static Task LetTimePassAsync() => Database.ExecuteAsync("UPDATE webhook_deliveries SET next_attempt_at = now() WHERE next_attempt_at IS NOT NULL");

    private static async Task<T> InScopeAsync<T>(AgentBrainApp app, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }
}
