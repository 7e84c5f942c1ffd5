using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using AgentBrain.Domain.Webhooks;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Webhooks;

/// <summary>Hands what happened on to the endpoints that want it, and forgets what nobody wants.</summary>
public sealed record SpreadWebhookEvents : IJob
{
    /// <inheritdoc/>
    public static JobQueue Queue => JobQueue.Webhooks;
}

internal sealed class SpreadWebhookEventsHandler(IApplicationDbContext db, IJobs jobs, TimeProvider time) : IRequestHandler<SpreadWebhookEvents, Unit>
{
    private const int AtOnce = 100;

    public async Task<Unit> Handle(SpreadWebhookEvents request, CancellationToken cancellationToken)
    {
        var told = new HashSet<Guid>();
        while (await SpreadAsync(told, cancellationToken))
            db.ChangeTracker.Clear();
        foreach (var endpoint in told)
            jobs.Enqueue(new DeliverToEndpoint(endpoint));
        return Unit.Value;
    }

    // Another node may do the same: then one of the two begins anew, and finds less to do.
    private Task<bool> SpreadAsync(HashSet<Guid> told, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var events = await db.WebhookEvents
            .Where(happened => happened.SpreadAt == null)
            .OrderBy(happened => happened.OccurredAt).ThenBy(happened => happened.Id)
            .Take(AtOnce)
            .ToListAsync(cancellationToken);
        if (events.Count == 0)
            return false;
        var endpoints = await db.WebhookEndpoints.AsNoTracking().Where(endpoint => endpoint.DisabledAt == null).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        var wanted = events.SelectMany(happened => endpoints
            .Where(endpoint => endpoint.Types.Contains(happened.Type))
            .Select(endpoint => WebhookDelivery.Of(happened, endpoint, now))).ToList();
        db.WebhookDeliveries.AddRange(wanted);
        var wantedEvents = wanted.Select(delivery => delivery.EventId).ToHashSet();
        foreach (var happened in events)
        {
            if (wantedEvents.Contains(happened.Id))
                happened.Spread(now);
            else
                db.WebhookEvents.Remove(happened);
        }
        await db.SaveChangesAsync(cancellationToken);
        told.UnionWith(wanted.Select(delivery => delivery.EndpointId));
        return true;
    });
}

/// <summary>Finds out whether anything happened that was not handed on. Whoever stores an event queues nothing: answers do not wait for that.</summary>
internal sealed class NewWebhookEvents(IApplicationDbContext db) : IDueWork
{
    public JobQueue Queue => SpreadWebhookEvents.Queue;

    public async Task EnqueueAsync(IJobs jobs, int limit, CancellationToken cancellationToken)
    {
        if (await db.WebhookEvents.AnyAsync(happened => happened.SpreadAt == null, cancellationToken))
            jobs.Enqueue(new SpreadWebhookEvents());
    }
}
