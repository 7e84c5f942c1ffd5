using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using AgentBrain.Domain.Webhooks;
using MediatR;

namespace AgentBrain.Application.Webhooks;

/// <summary>Enables or disables an endpoint. What waits for it goes on when it is enabled; what happens while it is disabled is not told later.</summary>
/// <param name="Id">The endpoint.</param>
/// <param name="Enabled">Whether it is told of what happens.</param>
[RequiresPermission(Permission.ManageOutgoing)]
public sealed record EnableWebhookEndpoint(Guid Id, bool Enabled) : IRequest<bool>;

internal sealed class EnableWebhookEndpointHandler(IApplicationDbContext db, IJobs jobs, AuditTrail audit, TimeProvider time)
    : IRequestHandler<EnableWebhookEndpoint, bool>
{
    /// <returns>Whether that changed anything.</returns>
    /// <exception cref="NotFoundException">There is no such endpoint.</exception>
    public async Task<bool> Handle(EnableWebhookEndpoint request, CancellationToken cancellationToken)
    {
        var changed = await db.UntilStoredAsync(async () =>
        {
            var endpoint = await db.WebhookEndpoints.FindAsync([request.Id], cancellationToken) ?? throw new NotFoundException();
            var before = new { endpoint.Id, Because = endpoint.DisabledBecause };
            if (!(request.Enabled ? endpoint.Enable() : endpoint.Disable(WebhookDisabling.ByHand, time.GetUtcNow())))
                return false;
            if (request.Enabled)
                audit.Add("webhook.enabled", endpoint.Name, before);
            else
                audit.Add("webhook.disabled", endpoint.Name, after: new { endpoint.Id, Because = endpoint.DisabledBecause });
            await db.SaveChangesAsync(cancellationToken);
            return true;
        });
        if (changed && request.Enabled)
            jobs.Enqueue(new DeliverToEndpoint(request.Id));
        return changed;
    }
}
