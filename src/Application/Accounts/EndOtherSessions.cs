using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>Ends all sessions of whoever is signed in but the present one.</summary>
[RequiresPermission(Permission.UseWorkspace)]
public sealed record EndOtherSessions : IRequest<int>;

internal sealed class EndOtherSessionsHandler(IApplicationDbContext db, ICurrentAccount current, AuditTrail audit) : IRequestHandler<EndOtherSessions, int>
{
    /// <returns>How many were ended.</returns>
    /// <exception cref="ForbiddenException">Whoever asks has no account.</exception>
    public Task<int> Handle(EndOtherSessions request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        if (current.Id is not { } account)
            throw new ForbiddenException();
        var present = current.SessionId;
        var sessions = await db.AccountSessions.Where(session => session.AccountId == account && session.Id != present).ToListAsync(cancellationToken);
        if (sessions.Count == 0)
            return 0;
        db.AccountSessions.RemoveRange(sessions);
        audit.Add("account.sessions_ended", current.Name, after: new { sessions.Count });
        await db.SaveChangesAsync(cancellationToken);
        return sessions.Count;
    });
}
