using AgentBrain.Application.Common;
using MediatR;

namespace AgentBrain.Application.Accounts;

/// <summary>Lets an account sign in again that wrong passwords have locked.</summary>
/// <param name="Id">The account.</param>
[RequiresPermission(Permission.ManageAccounts)]
public sealed record UnlockAccount(Guid Id) : IRequest<bool>;

internal sealed class UnlockAccountHandler(IApplicationDbContext db, IAccounts accounts, AuditTrail audit) : IRequestHandler<UnlockAccount, bool>
{
    /// <returns>Whether it was locked until now.</returns>
    /// <exception cref="NotFoundException">There is no such account.</exception>
    public Task<bool> Handle(UnlockAccount request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var account = await accounts.FindAsync(request.Id, cancellationToken) ?? throw new NotFoundException();
        if (account.LockedUntil is null)
            return false;
        await accounts.UnlockAsync(request.Id, cancellationToken);
        audit.Add("account.unlocked", account.Email);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    });
}
