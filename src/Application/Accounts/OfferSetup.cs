using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using MediatR;

namespace AgentBrain.Application.Accounts;

/// <summary>Makes a link by which the first administrator creates an account, while there is no account at all.</summary>
public sealed record OfferSetup : IRequest<SecretToken?>;

/// <summary>Handles <see cref="OfferSetup"/>.</summary>
public sealed class OfferSetupHandler(IApplicationDbContext db, IAccounts accounts, AuditTrail audit, TimeProvider time) : IRequestHandler<OfferSetup, SecretToken?>
{
    /// <inheritdoc/>
    /// <returns>What the link carries, this once; null when there is an account.</returns>
    public async Task<SecretToken?> Handle(OfferSetup request, CancellationToken cancellationToken)
    {
        if (await accounts.AnyAsync(cancellationToken))
            return null;
        var token = SecretToken.Create();
        var invitation = AccountInvitation.ForFirstAdministrator(token.Hash, time.GetUtcNow());
        db.AccountInvitations.Add(invitation);
        audit.Add("invitation.created", "first administrator", after: new { invitation.Roles, invitation.ExpiresAt });
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }
}
