using System.Collections.Concurrent;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Jobs;
using AgentBrain.Application.Webhooks;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Webhooks;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Application.FunctionalTests.Webhooks;

/// <summary>What tests of webhooks say. Receivers are scripted; real ones are asked over HTTP in the tests of the web.</summary>
public abstract class WebhookTest : FunctionalTest
{
    private protected static ScriptedReceivers Receivers { get; } = new();

    private ServiceProvider _services = null!;

    private protected override IServiceProvider Services => _services;

    [OneTimeSetUp]
    public void StartServices() => _services = TestServices.Build(TestHost.ConnectionString, services =>
    {
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IJobs>(TestHost.Jobs);
        services.AddSingleton<IWebhookSender>(Receivers);
        services.AddSingleton<IWebhookAddresses>(Receivers);
    });

    [OneTimeTearDown]
    public async Task StopServices() => await _services.DisposeAsync();

    [SetUp]
    public async Task Prepare()
    {
        Receivers.Reset();
        await PublishBrainAsync();
        AsStaff(Roles.Administrator);
    }

    private protected Task<CreatedWebhookEndpoint?> ConnectAsync(string url = "https://example.org/hooks", params string[] types) =>
        SendAsync(new CreateWebhookEndpoint { Url = url, Types = types.Length > 0 ? types : WebhookTypes.All });

    private protected async Task<Guid> ConnectedAsync(string url = "https://example.org/hooks", params string[] types) => (await ConnectAsync(url, types)).ShouldNotBeNull().Id;

    /// <summary>Hands on what happened and makes the deliveries that are due, as the jobs do.</summary>
    private protected async Task WorkAsync()
    {
        await CarryOutAsync(new SpreadWebhookEvents());
        foreach (var endpoint in await QueryAsync(db => db.WebhookEndpoints.Select(endpoint => endpoint.Id).ToListAsync()))
            await CarryOutAsync(new DeliverToEndpoint(endpoint));
    }

    // Nobody is signed in where jobs are carried out.
    private async Task CarryOutAsync(IJob job)
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send((IRequest)job);
    }

    private protected static Task<List<WebhookEvent>> EventsAsync() => QueryAsync(db => db.WebhookEvents.AsNoTracking().OrderBy(told => told.OccurredAt).ThenBy(told => told.Type).ToListAsync());

    private protected static Task<List<WebhookDelivery>> DeliveriesAsync() => QueryAsync(db => db.WebhookDeliveries.AsNoTracking().OrderBy(delivery => delivery.Id).ToListAsync());

    private protected static Task<WebhookEndpoint> EndpointAsync(Guid id) => QueryAsync(db => db.WebhookEndpoints.AsNoTracking().SingleAsync(endpoint => endpoint.Id == id));
}

/// <summary>Receivers that answer what a test says, and note what they are sent.</summary>
internal sealed class ScriptedReceivers : IWebhookSender, IWebhookAddresses
{
    private readonly ConcurrentQueue<WebhookMessage> _received = new();

    public Func<WebhookMessage, CancellationToken, Task<WebhookAnswer>> Answer { get; set; } = (_, _) => Task.FromResult(new WebhookAnswer { Status = 200 });

    public string? Problem { get; set; }

    public IReadOnlyList<WebhookMessage> Received => [.. _received];

    public void Answers(int status) => Answer = (_, _) => Task.FromResult(new WebhookAnswer { Status = status });

    public Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        _received.Enqueue(message);
        return Answer(message, cancellationToken);
    }

    public Task<string?> FindProblemAsync(string url, CancellationToken cancellationToken) => Task.FromResult(Problem);

    public void Reset()
    {
        _received.Clear();
        Problem = null;
        Answers(200);
    }
}
