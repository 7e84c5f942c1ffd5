using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>What an invitation offers to whoever opens its link. Changes nothing.</summary>
/// <param name="Link">What the link carries; null when it carries nothing like a token.</param>
public sealed record GetInvitation(SecretToken? Link) : IRequest<InvitationOffer?>;

/// <summary>An invitation that works.</summary>
/// <param name="Email">For whom it is; null for the first administrator, who names the address.</param>
/// <param name="Roles">The roles that the account will have.</param>
public sealed record InvitationOffer(string? Email, IReadOnlyList<string> Roles);

/// <summary>Handles <see cref="GetInvitation"/>.</summary>
public sealed class GetInvitationHandler(IApplicationDbContext db, IAccounts accounts, TimeProvider time) : IRequestHandler<GetInvitation, InvitationOffer?>
{
    /// <inheritdoc/>
    /// <returns>Null when the link is unknown, was used or withdrawn, or has expired.</returns>
    public async Task<InvitationOffer?> Handle(GetInvitation request, CancellationToken cancellationToken) =>
        await FindOpenAsync(db, accounts, request.Link, time.GetUtcNow(), cancellationToken) is { } invitation
            ? new InvitationOffer(invitation.Email, invitation.Roles)
            : null;

    internal static async Task<AccountInvitation?> FindOpenAsync(
        IApplicationDbContext db, IAccounts accounts, SecretToken? link, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (link?.Hash is not { } hash)
            return null;
        var invitation = await db.AccountInvitations.SingleOrDefaultAsync(invitation => invitation.TokenHash == hash, cancellationToken);
        return invitation is null || !invitation.IsOpen(now) || (invitation.IsSetup && await accounts.AnyAsync(cancellationToken)) ? null : invitation;
    }
}
