using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>What became of a change of somebody's own second factor.</summary>
public enum SecondFactorOutcome
{
    /// <summary>It is stored.</summary>
    Done,

    /// <summary>The password or the code was wrong.</summary>
    Wrong,

    /// <summary>The account is locked for a while; the password was not looked at.</summary>
    Locked,

    /// <summary>The second factor was on already, or off, by the time.</summary>
    Past,
}

/// <summary>What changes of one's own second factor share.</summary>
internal static class SecondFactorRules
{
    /// <summary>The signed-in account, and whether its password is right. Wrong ones count as they do at sign-in; the caller saves.</summary>
    /// <exception cref="ForbiddenException">Whoever asks has no account.</exception>
    public static async Task<(AccountDetails Account, SecondFactorOutcome Outcome)> JudgeAsync(
        this IAccounts accounts, ICurrentAccount current, string password, bool whenOn, CancellationToken cancellationToken)
    {
        if (current.Id is not { } id || await accounts.FindAsync(id, cancellationToken) is not { } account)
            throw new ForbiddenException();
        if (account.HasSecondFactor != whenOn)
            return (account, SecondFactorOutcome.Past);
        if (account.LockedUntil is not null)
            return (account, SecondFactorOutcome.Locked);
        var verdict = await accounts.CheckPasswordAsync(account.Email, password, cancellationToken);
        return (account, verdict.Outcome == PasswordOutcome.Refused ? SecondFactorOutcome.Wrong : SecondFactorOutcome.Done);
    }

    /// <summary>Ends all sessions of the account but the one that asks, which goes on under the account's new stamp; the caller saves.</summary>
    public static async Task EndOtherSessionsAsync(
        this IAccounts accounts, IApplicationDbContext db, ICurrentAccount current, Guid accountId, CancellationToken cancellationToken)
    {
        var stamp = await accounts.StampAsync(accountId, cancellationToken);
        foreach (var session in await db.AccountSessions.Where(session => session.AccountId == accountId).ToListAsync(cancellationToken))
        {
            if (session.Id == current.SessionId)
                session.GoOn(stamp);
            else
                db.AccountSessions.Remove(session);
        }
    }

    /// <summary>The present password, typed again.</summary>
    public static IRuleBuilderOptions<T, string?> IsPresentPassword<T>(this IRuleBuilder<T, string?> password) => password
        .NotEmpty().WithMessage("Enter your password.")
        .MaximumLength(4 * AccountLimits.LongestPassword).WithMessage("The password is wrong.");

    /// <summary>A code of an authenticator app or, where it may be one, a recovery code.</summary>
    public static IRuleBuilderOptions<T, string?> IsCode<T>(this IRuleBuilder<T, string?> code) => code
        .NotEmpty().WithMessage("Enter the code.")
        .MaximumLength(AccountLimits.Name).WithMessage("The code is wrong.");
}
