using AgentBrain.Application.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>
/// Gives an account other roles, and disables or enables it. Disabling ends its sessions and withdraws the invitations that it made and nobody
/// used; other roles hold at once in sessions that go on.
/// </summary>
/// <param name="Id">The account.</param>
/// <param name="Roles">At least one of <see cref="Domain.Accounts.Roles"/>; null leaves them.</param>
/// <param name="Disabled">Whether it may not sign in; null leaves that.</param>
/// <param name="BasedOn">The roles that whoever asks has seen; null when they do not matter.</param>
[RequiresPermission(Permission.ManageAccounts)]
public sealed record ChangeAccount(Guid Id, IReadOnlyList<string>? Roles, bool? Disabled, IReadOnlyList<string>? BasedOn = null) : IRequest<ChangeAccountOutcome>;

/// <summary>What became of a change to an account.</summary>
public enum ChangeAccountOutcome
{
    /// <summary>It is stored.</summary>
    Saved,

    /// <summary>The account was so already.</summary>
    Unchanged,

    /// <summary>It has other roles by now than those that the change is based on; nothing was changed.</summary>
    Changed,

    /// <summary>No enabled administrator would be left; nothing was changed.</summary>
    LastAdministrator,
}

internal sealed class ChangeAccountValidator : AbstractValidator<ChangeAccount>
{
    public ChangeAccountValidator() => RuleFor(request => request.Roles!).AreRoles().When(request => request.Roles is not null);
}

internal sealed class ChangeAccountHandler(IApplicationDbContext db, IAccounts accounts, AuditTrail audit, TimeProvider time)
    : IRequestHandler<ChangeAccount, ChangeAccountOutcome>
{
    /// <exception cref="NotFoundException">There is no such account.</exception>
    public Task<ChangeAccountOutcome> Handle(ChangeAccount request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var before = await accounts.FindAsync(request.Id, cancellationToken) ?? throw new NotFoundException();
        var wasDisabled = before.DisabledAt is not null;
        string[] had = [.. before.Roles];
        string[] roles = [.. Domain.Accounts.Roles.All.Where((request.Roles ?? had).Contains)];
        var disabled = request.Disabled ?? wasDisabled;
        if (roles.SequenceEqual(had) && disabled == wasDisabled)
            return ChangeAccountOutcome.Unchanged;
        if (request.BasedOn is { } seen && !seen.ToHashSet().SetEquals(had))
            return ChangeAccountOutcome.Changed;
        if (!await accounts.ChangeAsync(request.Id, roles, disabled, cancellationToken))
            return ChangeAccountOutcome.LastAdministrator;
        if (disabled)
        {
            db.AccountSessions.RemoveRange(await db.AccountSessions.Where(session => session.AccountId == request.Id).ToListAsync(cancellationToken));
            var invitations = db.AccountInvitations.Where(invitation => invitation.InvitedBy == before.Email && invitation.UsedAt == null && invitation.RevokedAt == null);
            foreach (var invitation in await invitations.ToListAsync(cancellationToken))
            {
                invitation.Revoke(time.GetUtcNow());
                audit.Add("invitation.revoked", invitation.Email);
            }
        }
        if (!roles.SequenceEqual(had))
            audit.Add("account.roles_changed", before.Email, new { Roles = had }, new { Roles = roles });
        if (disabled != wasDisabled)
            audit.Add(disabled ? "account.disabled" : "account.enabled", before.Email);
        await db.SaveChangesAsync(cancellationToken);
        return ChangeAccountOutcome.Saved;
    });
}
