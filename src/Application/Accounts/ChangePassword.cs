using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>
/// Changes the password of whoever is signed in, and ends their sessions, the present one too: whoever has a copy of its cookie is out as well.
/// </summary>
/// <param name="Present">The password until now. Wrong ones count as they do at sign-in.</param>
/// <param name="Password">One that keeps <see cref="PasswordRules"/>.</param>
[RequiresPermission(Permission.UseWorkspace)]
public sealed record ChangePassword(string? Present, string? Password) : IRequest<ChangePasswordResult>;

/// <summary>What became of a change of the password.</summary>
/// <param name="Outcome">In short.</param>
/// <param name="Problem">What is wrong with the new password; null unless it was refused.</param>
public sealed record ChangePasswordResult(ChangePasswordOutcome Outcome, string? Problem = null);

/// <summary>What became of a change of the password, in short.</summary>
public enum ChangePasswordOutcome
{
    /// <summary>The new one holds.</summary>
    Changed,

    /// <summary>The password until now was wrong.</summary>
    Wrong,

    /// <summary>The account is locked for a while; the password until now was not looked at.</summary>
    Locked,

    /// <summary>The new password is made of the address.</summary>
    PasswordRefused,
}

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator()
    {
        RuleFor(request => request.Present).NotEmpty().WithMessage("Enter your present password.")
            .MaximumLength(4 * AccountLimits.LongestPassword).WithMessage("The present password is wrong.");
        RuleFor(request => request.Password).KeepsPasswordRules();
    }
}

internal sealed class ChangePasswordHandler(IApplicationDbContext db, IAccounts accounts, ICurrentAccount current, AuditTrail audit)
    : IRequestHandler<ChangePassword, ChangePasswordResult>
{
    /// <exception cref="ForbiddenException">Whoever asks has no account.</exception>
    public Task<ChangePasswordResult> Handle(ChangePassword request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        if (current.Id is not { } id || await accounts.FindAsync(id, cancellationToken) is not { } account)
            throw new ForbiddenException();
        if (PasswordRules.Problem(request.Password, account.Email) is { } problem)
            return new ChangePasswordResult(ChangePasswordOutcome.PasswordRefused, problem);
        if (account.LockedUntil is not null)
            return new ChangePasswordResult(ChangePasswordOutcome.Locked);
        var verdict = await accounts.CheckPasswordAsync(account.Email, request.Present!, cancellationToken);
        if (verdict.Outcome == PasswordOutcome.Refused)
        {
            await db.SaveChangesAsync(cancellationToken);
            return new ChangePasswordResult(ChangePasswordOutcome.Wrong);
        }

        await accounts.SetPasswordAsync(id, request.Password!, cancellationToken);
        db.AccountSessions.RemoveRange(await db.AccountSessions.Where(session => session.AccountId == id).ToListAsync(cancellationToken));
        audit.Add("account.password_changed", account.Email);
        await db.SaveChangesAsync(cancellationToken);
        return new ChangePasswordResult(ChangePasswordOutcome.Changed);
    });
}
