using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using MediatR;

namespace AgentBrain.Application.Webhooks;

/// <summary>Deletes an endpoint with its deliveries and what they came to.</summary>
/// <param name="Id">The endpoint.</param>
[RequiresPermission(Permission.ManageOutgoing)]
public sealed record DeleteWebhookEndpoint(Guid Id) : IRequest<string>;

internal sealed class DeleteWebhookEndpointHandler(IApplicationDbContext db, AuditTrail audit) : IRequestHandler<DeleteWebhookEndpoint, string>
{
    /// <returns>What people called it.</returns>
    /// <exception cref="NotFoundException">There is no such endpoint.</exception>
    public Task<string> Handle(DeleteWebhookEndpoint request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var endpoint = await db.WebhookEndpoints.FindAsync([request.Id], cancellationToken) ?? throw new NotFoundException();
        db.WebhookEndpoints.Remove(endpoint);
        audit.Add("webhook.deleted", endpoint.Name, before: endpoint.Audited());
        await db.SaveChangesAsync(cancellationToken);
        return endpoint.Name;
    });
}
