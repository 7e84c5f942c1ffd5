using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>Invites somebody to the workspace. Invitations to the same address that were made before stop working.</summary>
/// <param name="Email">For whom; up to <see cref="AccountLimits.Name"/> characters.</param>
/// <param name="Roles">At least one of <see cref="Domain.Accounts.Roles"/>.</param>
[RequiresPermission(Permission.ManageAccounts)]
public sealed record InviteAccount(string? Email, IReadOnlyList<string> Roles) : IRequest<InviteAccountResult>;

/// <summary>An invitation that was made.</summary>
/// <param name="Token">What its link carries, this once; null when the address has an account already, and nothing was made.</param>
/// <param name="ExpiresAt">When it stops working (UTC).</param>
public sealed record InviteAccountResult(SecretToken? Token, DateTimeOffset ExpiresAt);

internal sealed class InviteAccountValidator : AbstractValidator<InviteAccount>
{
    public InviteAccountValidator()
    {
        RuleFor(request => request.Email).Cascade(CascadeMode.Stop).NotEmpty().WithMessage("Enter an e-mail address.").IsEmailAddress();
        RuleFor(request => request.Roles).AreRoles();
    }
}

internal sealed class InviteAccountHandler(IApplicationDbContext db, IAccounts accounts, ICurrentAccount current, AuditTrail audit, TimeProvider time)
    : IRequestHandler<InviteAccount, InviteAccountResult>
{
    public Task<InviteAccountResult> Handle(InviteAccount request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var now = time.GetUtcNow();
        var email = request.Email!.Trim();
        if (await accounts.FindByEmailAsync(email, cancellationToken) is not null)
            return new InviteAccountResult(null, now);

        // Of administrators who invite the same address at once, the database refuses all but one; the others begin anew and replace that one's.
        var normalized = accounts.Normalize(email);
        foreach (var other in await db.AccountInvitations
            .Where(other => other.NormalizedEmail == normalized && other.UsedAt == null && other.RevokedAt == null).ToListAsync(cancellationToken))
        {
            other.Revoke(now);
        }
        var token = SecretToken.Create();
        var invitation = AccountInvitation.For(token.Hash, email, normalized, [.. Roles.All.Where(request.Roles.Contains)], current.Name ?? "Agent Brain", now);
        db.AccountInvitations.Add(invitation);
        audit.Add("invitation.created", email, after: new { invitation.Roles, invitation.ExpiresAt });
        await db.SaveChangesAsync(cancellationToken);
        return new InviteAccountResult(token, invitation.ExpiresAt);
    });
}
