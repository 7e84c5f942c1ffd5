using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>Withdraws an invitation.</summary>
/// <param name="Id">The invitation.</param>
[RequiresPermission(Permission.ManageAccounts)]
public sealed record RevokeInvitation(Guid Id) : IRequest<bool>;

internal sealed class RevokeInvitationHandler(IApplicationDbContext db, AuditTrail audit, TimeProvider time) : IRequestHandler<RevokeInvitation, bool>
{
    /// <returns>Whether it worked until now.</returns>
    /// <exception cref="NotFoundException">There is no such invitation.</exception>
    public Task<bool> Handle(RevokeInvitation request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var invitation = await db.AccountInvitations.SingleOrDefaultAsync(invitation => invitation.Id == request.Id, cancellationToken) ?? throw new NotFoundException();
        if (!invitation.Revoke(time.GetUtcNow()))
            return false;
        audit.Add("invitation.revoked", invitation.Email ?? "first administrator");
        await db.SaveChangesAsync(cancellationToken);
        return true;
    });
}
