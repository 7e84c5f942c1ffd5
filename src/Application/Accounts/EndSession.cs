using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>Ends one of the sessions of whoever is signed in.</summary>
/// <param name="Id">One of their own sessions.</param>
[RequiresPermission(Permission.UseWorkspace)]
public sealed record EndSession(Guid Id) : IRequest<int>;

internal sealed class EndSessionHandler(IApplicationDbContext db, ICurrentAccount current, AuditTrail audit) : IRequestHandler<EndSession, int>
{
    /// <returns>How many were ended: 1, or 0 when it is over or somebody else's.</returns>
    /// <exception cref="ForbiddenException">Whoever asks has no account.</exception>
    public Task<int> Handle(EndSession request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        if (current.Id is not { } account)
            throw new ForbiddenException();
        if (await db.AccountSessions.SingleOrDefaultAsync(session => session.AccountId == account && session.Id == request.Id, cancellationToken) is not { } session)
            return 0;
        db.AccountSessions.Remove(session);
        audit.Add("account.sessions_ended", current.Name, after: new { Count = 1 });
        await db.SaveChangesAsync(cancellationToken);
        return 1;
    });
}
