using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>Ends the present session of whoever is signed in.</summary>
[RequiresPermission(Permission.UseWorkspace)]
public sealed record SignOut : IRequest<bool>;

internal sealed class SignOutHandler(IApplicationDbContext db, ICurrentAccount current, AuditTrail audit) : IRequestHandler<SignOut, bool>
{
    /// <returns>Whether there was a session until now.</returns>
    public Task<bool> Handle(SignOut request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var present = current.SessionId;
        if (await db.AccountSessions.SingleOrDefaultAsync(session => session.Id == present, cancellationToken) is not { } session)
            return false;
        db.AccountSessions.Remove(session);
        audit.Add("account.signed_out", current.Name);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    });
}
