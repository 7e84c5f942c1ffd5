using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>The account of whoever is signed in, with its sessions.</summary>
[RequiresPermission(Permission.UseWorkspace)]
public sealed record GetOwnAccount : IRequest<OwnAccount>;

/// <summary>Somebody's own account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Sessions">Browsers in which it is signed in, the last used first.</param>
public sealed record OwnAccount(AccountDetails Account, IReadOnlyList<OwnSession> Sessions);

/// <summary>A browser in which somebody is signed in.</summary>
/// <param name="Id">Id.</param>
/// <param name="Browser">What the browser called itself; null when it did not say.</param>
/// <param name="CreatedAt">When they signed in (UTC).</param>
/// <param name="LastUsedAt">When it was last used (UTC), to the minute.</param>
/// <param name="IsPresent">Whether it is the one that asks.</param>
public sealed record OwnSession(Guid Id, string? Browser, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, bool IsPresent);

internal sealed class GetOwnAccountHandler(IApplicationDbContext db, IAccounts accounts, ICurrentAccount current, TimeProvider time) : IRequestHandler<GetOwnAccount, OwnAccount>
{
    /// <exception cref="ForbiddenException">Whoever asks has no account: a key or the command line.</exception>
    public async Task<OwnAccount> Handle(GetOwnAccount request, CancellationToken cancellationToken)
    {
        if (current.Id is not { } id || await accounts.FindAsync(id, cancellationToken) is not { } account)
            throw new ForbiddenException();
        var now = time.GetUtcNow();
        var present = current.SessionId;
        var sessions = await db.AccountSessions.AsNoTracking()
            .Where(session => session.AccountId == id && session.ExpiresAt > now)
            .OrderByDescending(session => session.LastUsedAt)
            .ToListAsync(cancellationToken);
        return new OwnAccount(
            account,
            [.. sessions.Select(session => new OwnSession(session.Id, session.Browser, session.CreatedAt, session.LastUsedAt, session.Id == present))]);
    }
}
