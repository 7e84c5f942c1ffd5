using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Webhooks;
using MediatR;

namespace AgentBrain.Application.Webhooks;

/// <summary>Gives an endpoint a new secret; the one before signs beside it for <see cref="WebhookSecret.Overlap"/>.</summary>
/// <param name="Id">The endpoint.</param>
[RequiresPermission(Permission.ManageOutgoing)]
public sealed record RenewWebhookSecret(Guid Id) : IRequest<string>;

internal sealed class RenewWebhookSecretHandler(IApplicationDbContext db, IWebhookSecrets secrets, AuditTrail audit, TimeProvider time)
    : IRequestHandler<RenewWebhookSecret, string>
{
    /// <returns>The new secret, this once.</returns>
    /// <exception cref="NotFoundException">There is no such endpoint.</exception>
    public Task<string> Handle(RenewWebhookSecret request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var endpoint = await db.WebhookEndpoints.FindAsync([request.Id], cancellationToken) ?? throw new NotFoundException();
        var secret = WebhookRules.NewSecret();
        endpoint.RenewSecret(secrets.Protect(secret), time.GetUtcNow());
        audit.Add("webhook.secret_renewed", endpoint.Name, after: new { endpoint.Id });
        await db.SaveChangesAsync(cancellationToken);
        return secret;
    });
}
