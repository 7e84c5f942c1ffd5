using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using AgentBrain.Domain.Jobs;
using MediatR;

namespace AgentBrain.Application.Webhooks;

/// <summary>Has a message sent again under the same id, whatever became of it before.</summary>
/// <param name="DeliveryId">The delivery.</param>
[RequiresPermission(Permission.ManageOutgoing)]
public sealed record SendWebhookAgain(Guid DeliveryId) : IRequest<SendWebhookAgainOutcome>;

/// <summary>What became of a wish to send a message again.</summary>
public enum SendWebhookAgainOutcome
{
    /// <summary>It is sent soon.</summary>
    Queued,

    /// <summary>It is being sent just now; nothing was changed.</summary>
    Running,

    /// <summary>Its endpoint is disabled; nothing was changed.</summary>
    Disabled,
}

internal sealed class SendWebhookAgainHandler(IApplicationDbContext db, IJobs jobs, AuditTrail audit, TimeProvider time)
    : IRequestHandler<SendWebhookAgain, SendWebhookAgainOutcome>
{
    /// <exception cref="NotFoundException">There is no such delivery.</exception>
    public async Task<SendWebhookAgainOutcome> Handle(SendWebhookAgain request, CancellationToken cancellationToken)
    {
        var (outcome, endpointId) = await db.UntilStoredAsync(async () =>
        {
            var delivery = await db.WebhookDeliveries.FindAsync([request.DeliveryId], cancellationToken) ?? throw new NotFoundException();
            var endpoint = await db.WebhookEndpoints.FindAsync([delivery.EndpointId], cancellationToken) ?? throw new NotFoundException();
            var now = time.GetUtcNow();
            if (!endpoint.IsEnabled)
                return (SendWebhookAgainOutcome.Disabled, endpoint.Id);
            if (delivery.Status == WorkStatus.Running)
                return (SendWebhookAgainOutcome.Running, endpoint.Id);
            delivery.TryAgain(now);
            audit.Add("webhook.sent_again", endpoint.Name, after: new { endpoint.Id, Delivery = delivery.Id });
            await db.SaveChangesAsync(cancellationToken);
            return (SendWebhookAgainOutcome.Queued, endpoint.Id);
        });
        if (outcome == SendWebhookAgainOutcome.Queued)
            jobs.Enqueue(new DeliverToEndpoint(endpointId));
        return outcome;
    }
}
