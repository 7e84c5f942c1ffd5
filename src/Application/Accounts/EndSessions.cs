using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>Ends sessions of whoever is signed in.</summary>
/// <param name="Id">One of their own sessions; null for all but the present one.</param>
[RequiresPermission(Permission.UseWorkspace)]
public sealed record EndSessions(Guid? Id) : IRequest<int>;

internal sealed class EndSessionsHandler(IApplicationDbContext db, ICurrentAccount current, AuditTrail audit) : IRequestHandler<EndSessions, int>
{
    /// <returns>How many were ended; somebody else's never.</returns>
    /// <exception cref="ForbiddenException">Whoever asks has no account.</exception>
    public Task<int> Handle(EndSessions request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        if (current.Id is not { } account)
            throw new ForbiddenException();
        var present = current.SessionId;
        var sessions = await db.AccountSessions
            .Where(session => session.AccountId == account && (request.Id == null ? session.Id != present : session.Id == request.Id))
            .ToListAsync(cancellationToken);
        if (sessions.Count == 0)
            return 0;
        db.AccountSessions.RemoveRange(sessions);
        audit.Add("account.sessions_ended", current.Name, after: new { sessions.Count });
        await db.SaveChangesAsync(cancellationToken);
        return sessions.Count;
    });
}
