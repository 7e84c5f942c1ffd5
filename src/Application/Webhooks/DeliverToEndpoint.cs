using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Webhooks;

/// <summary>Makes the deliveries to one endpoint that are due, the oldest first, one after the other.</summary>
/// <param name="EndpointId">The endpoint.</param>
public sealed record DeliverToEndpoint(Guid EndpointId) : IJob
{
    /// <inheritdoc/>
    public static JobQueue Queue => JobQueue.Webhooks;
}

internal sealed class DeliverToEndpointHandler(IApplicationDbContext db, WebhookCourier courier, ReceiverTurns turns, TimeProvider time)
    : IRequestHandler<DeliverToEndpoint, Unit>
{
    public async Task<Unit> Handle(DeliverToEndpoint request, CancellationToken cancellationToken)
    {
        using var turn = turns.TryBegin(request.EndpointId);
        if (turn is null)
            return Unit.Value;
        do
            await DeliverAsync(request.EndpointId, cancellationToken);
        while (!turn.TryEnd());
        return Unit.Value;
    }

    private async Task DeliverAsync(Guid endpointId, CancellationToken cancellationToken)
    {
        // What another node took just now is not asked for again and again.
        var left = new List<Guid>();
        while (await NextAsync(endpointId, left, cancellationToken) is { } next)
        {
            if (!await courier.DeliverAsync(next, cancellationToken))
                left.Add(next);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<Guid?> NextAsync(Guid endpointId, List<Guid> left, CancellationToken cancellationToken) => await db.WebhookDeliveries
        .Due(time.GetUtcNow())
        .Where(delivery => delivery.EndpointId == endpointId && !left.Contains(delivery.Id))
        .Where(delivery => db.WebhookEndpoints.Any(endpoint => endpoint.Id == delivery.EndpointId && endpoint.DisabledAt == null))
        .Select(delivery => (Guid?)delivery.Id)
        .FirstOrDefaultAsync(cancellationToken);
}

/// <summary>Finds endpoints with deliveries that are due. Those of disabled endpoints wait until they are enabled again.</summary>
internal sealed class DueDeliveries(IApplicationDbContext db, TimeProvider time) : IDueWork
{
    public JobQueue Queue => DeliverToEndpoint.Queue;

    public async Task EnqueueAsync(IJobs jobs, int limit, CancellationToken cancellationToken)
    {
        var endpoints = await db.WebhookDeliveries
            .Due(time.GetUtcNow())
            .Where(delivery => db.WebhookEndpoints.Any(endpoint => endpoint.Id == delivery.EndpointId && endpoint.DisabledAt == null))
            .GroupBy(delivery => delivery.EndpointId)
            .OrderBy(endpoint => endpoint.Min(delivery => delivery.NextAttemptAt ?? delivery.LeasedUntil))
            .Select(endpoint => endpoint.Key)
            .Take(limit)
            .ToListAsync(cancellationToken);
        foreach (var endpoint in endpoints)
            jobs.Enqueue(new DeliverToEndpoint(endpoint));
    }
}
