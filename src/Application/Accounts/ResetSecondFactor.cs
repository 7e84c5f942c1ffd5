using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>Turns off the second factor of somebody who lost their app and their recovery codes, and ends their sessions.</summary>
/// <param name="Id">The account.</param>
[RequiresPermission(Permission.ManageAccounts)]
public sealed record ResetSecondFactor(Guid Id) : IRequest<bool>;

internal sealed class ResetSecondFactorHandler(IApplicationDbContext db, IAccounts accounts, AuditTrail audit) : IRequestHandler<ResetSecondFactor, bool>
{
    /// <returns>Whether it was on until now.</returns>
    /// <exception cref="NotFoundException">There is no such account.</exception>
    public Task<bool> Handle(ResetSecondFactor request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var account = await accounts.FindAsync(request.Id, cancellationToken) ?? throw new NotFoundException();
        if (!account.HasSecondFactor)
            return false;
        await accounts.RemoveSecondFactorAsync(request.Id, cancellationToken);
        db.AccountSessions.RemoveRange(await db.AccountSessions.Where(session => session.AccountId == request.Id).ToListAsync(cancellationToken));
        audit.Add("account.second_factor_reset", account.Email);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    });
}
