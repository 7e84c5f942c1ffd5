using System.Collections.Concurrent;
using System.Net;
using AgentBrain.Domain.Jobs;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Web.Tests.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Jobs;

/// <summary>Webhooks, held by their receivers when the message has arrived and before it is answered.</summary>
public sealed class WebhooksUnderFire : WorkUnderFire
{
    private const int Endpoints = 3;

    // How often the node that sent a message was killed before it had the answer, by message and receiver.
    private readonly ConcurrentDictionary<string, int> _killed = new();
    private readonly ConcurrentDictionary<string, int> _arrived = new();
    private Receiver? _receiver;

    public override string Name => "webhooks";

    // One for each receiver.
    public override int AtOnce => Endpoints;

    public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Webhooks__AllowPrivateAddresses"] = "true",
        // As long as the test has patience: a held message ends with its node.
        ["Webhooks__DeadlineSeconds"] = "60",
    };

    public override async Task AddAsync(AgentBrainApp app, int count)
    {
        _receiver = await Receiver.StartAsync();
        _receiver.Answer = (context, _) => AnswerAsync(context);
        for (var number = 0; number < Endpoints; number++)
            await WebhookApp.ConnectAsync($"{_receiver.Url}/{number}", app);
        await app.ReadAsync(db => db.Database.ExecuteSqlRawAsync(WebhookApp.Happening(count / Endpoints)));
    }

    public override async Task<int> OpenAsync(AgentBrainDbContext db) =>
        await db.WebhookEvents.CountAsync(told => told.SpreadAt == null) + await db.WebhookDeliveries.CountAsync(delivery => delivery.Status != WorkStatus.Done);

    public override async Task VerifyAsync(AgentBrainDbContext db)
    {
        var deliveries = await db.WebhookDeliveries.CountAsync();
        _receiver!.Messages.ShouldAllBe(message => message.IsSignedWith(WebhookApp.Secret));
        _arrived.Count.ShouldBe(deliveries, "every message arrived at every receiver, under its own id and no other");
        _arrived.Where(one => one.Value > 1 + _killed.GetValueOrDefault(one.Key)).ShouldBeEmpty("a second copy comes only of a kill before the first was answered");
        TestContext.Out.WriteLine($"{deliveries} deliveries, {_arrived.Values.Sum() - deliveries} second copies, {_killed.Values.Sum()} killed before the answer.");
    }

    public override async ValueTask DisposeAsync()
    {
        if (_receiver is not null)
            await _receiver.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var message = $"{context.Request.Path} {context.Request.Headers["webhook-id"]}";
        _arrived.AddOrUpdate(message, 1, (_, times) => times + 1);
        if (await HoldAsync())
            _killed.AddOrUpdate(message, 1, (_, times) => times + 1);
        else
            await Receiver.Say(context, HttpStatusCode.NoContent);
    }
}
