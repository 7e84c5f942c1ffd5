using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Webhooks;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Webhooks;

/// <summary>All endpoints, in the order in which they were created.</summary>
[RequiresPermission(Permission.ManageOutgoing)]
public sealed record ListWebhookEndpoints : IRequest<IReadOnlyList<WebhookEndpointRow>>;

/// <summary>An endpoint in the list.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Host">The host of its address.</param>
/// <param name="Types">What it is told of.</param>
/// <param name="DisabledBecause">Why it is disabled; null while it is enabled.</param>
/// <param name="FailingSince">Since when every attempt has failed (UTC); null when the last one succeeded or there was none.</param>
/// <param name="LastDeliveredAt">When a message was last received (UTC); null when none was.</param>
/// <param name="Waiting">Messages that are to be sent, once or again.</param>
/// <param name="Failed">Messages that were given up.</param>
public sealed record WebhookEndpointRow(
    Guid Id,
    string Name,
    string Host,
    IReadOnlyList<string> Types,
    WebhookDisabling? DisabledBecause,
    DateTimeOffset? FailingSince,
    DateTimeOffset? LastDeliveredAt,
    int Waiting,
    int Failed);

internal sealed class ListWebhookEndpointsHandler(IApplicationDbContext db) : IRequestHandler<ListWebhookEndpoints, IReadOnlyList<WebhookEndpointRow>>
{
    public async Task<IReadOnlyList<WebhookEndpointRow>> Handle(ListWebhookEndpoints request, CancellationToken cancellationToken)
    {
        var endpoints = await db.WebhookEndpoints.AsNoTracking().OrderBy(endpoint => endpoint.CreatedAt).ThenBy(endpoint => endpoint.Id).ToListAsync(cancellationToken);
        var figures = await db.WebhookDeliveries
            .GroupBy(delivery => delivery.EndpointId)
            .Select(deliveries => new
            {
                EndpointId = deliveries.Key,
                Last = deliveries.Max(delivery => delivery.Status == WorkStatus.Done ? delivery.EndedAt : null),
                Waiting = deliveries.Count(delivery => delivery.Status == WorkStatus.Waiting || delivery.Status == WorkStatus.Running),
                Failed = deliveries.Count(delivery => delivery.Status == WorkStatus.Failed),
            })
            .ToDictionaryAsync(figure => figure.EndpointId, cancellationToken);
        return
        [
            .. endpoints.Select(endpoint =>
            {
                var figure = figures.GetValueOrDefault(endpoint.Id);
                return new WebhookEndpointRow(
                    endpoint.Id,
                    endpoint.Name,
                    endpoint.Host,
                    endpoint.Types,
                    endpoint.DisabledBecause,
                    endpoint.FailingSince,
                    figure?.Last,
                    figure?.Waiting ?? 0,
                    figure?.Failed ?? 0);
            }),
        ];
    }
}
