using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Webhooks;
using MediatR;

namespace AgentBrain.Application.Webhooks;

/// <summary>Sends a test to a receiver, enabled or not, and waits for what comes back. It is tried once.</summary>
/// <param name="EndpointId">The endpoint.</param>
[RequiresPermission(Permission.ManageOutgoing)]
public sealed record SendTestEvent(Guid EndpointId) : IRequest<Guid>;

internal sealed class SendTestEventHandler(IApplicationDbContext db, WebhookCourier courier, AuditTrail audit, TimeProvider time) : IRequestHandler<SendTestEvent, Guid>
{
    /// <returns>Id of the delivery.</returns>
    /// <exception cref="NotFoundException">There is no such endpoint.</exception>
    public async Task<Guid> Handle(SendTestEvent request, CancellationToken cancellationToken)
    {
        var id = await db.UntilStoredAsync(async () =>
        {
            var endpoint = await db.WebhookEndpoints.FindAsync([request.EndpointId], cancellationToken) ?? throw new NotFoundException();
            var now = time.GetUtcNow();
            var test = WebhookEvent.Test(endpoint, now);
            var delivery = WebhookDelivery.Of(test, endpoint, now);
            db.WebhookEvents.Add(test);
            db.WebhookDeliveries.Add(delivery);
            audit.Add("webhook.tested", endpoint.Name, after: new { endpoint.Id, test.MessageId });
            await db.SaveChangesAsync(cancellationToken);
            return delivery.Id;
        });
        // If another worker is quicker, it comes to the same.
        await courier.DeliverAsync(id, cancellationToken);
        return id;
    }
}
