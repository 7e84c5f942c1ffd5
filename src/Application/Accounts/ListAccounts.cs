using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>All accounts, and invitations that still work.</summary>
[RequiresPermission(Permission.ManageAccounts)]
public sealed record ListAccounts : IRequest<AccountList>;

/// <summary>Who works in the workspace, and who is invited to.</summary>
/// <param name="Accounts">By e-mail address.</param>
/// <param name="Invitations">The latest first.</param>
public sealed record AccountList(IReadOnlyList<AccountDetails> Accounts, IReadOnlyList<OpenInvitation> Invitations);

/// <summary>An invitation that still works.</summary>
/// <param name="Id">Id.</param>
/// <param name="Email">For whom.</param>
/// <param name="Roles">The roles that the account will have.</param>
/// <param name="InvitedBy">Who invites.</param>
/// <param name="ExpiresAt">When it stops working (UTC).</param>
public sealed record OpenInvitation(Guid Id, string Email, IReadOnlyList<string> Roles, string InvitedBy, DateTimeOffset ExpiresAt);

internal sealed class ListAccountsHandler(IApplicationDbContext db, IAccounts accounts, TimeProvider time) : IRequestHandler<ListAccounts, AccountList>
{
    public async Task<AccountList> Handle(ListAccounts request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var invitations = await db.AccountInvitations.AsNoTracking()
            .Where(invitation => invitation.Email != null && invitation.UsedAt == null && invitation.RevokedAt == null && invitation.ExpiresAt > now)
            .OrderByDescending(invitation => invitation.CreatedAt)
            .ToListAsync(cancellationToken);
        return new AccountList(
            await accounts.ListAsync(cancellationToken),
            [.. invitations.Select(invitation => new OpenInvitation(invitation.Id, invitation.Email!, invitation.Roles, invitation.InvitedBy, invitation.ExpiresAt))]);
    }
}
