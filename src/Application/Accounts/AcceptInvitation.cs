using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>Creates the account that an invitation offers. Works once.</summary>
/// <param name="Link">What the link carries; null when it carries nothing like a token.</param>
/// <param name="Email">The address of the first administrator; of no meaning to other invitations, which name it.</param>
/// <param name="DisplayName">What people call them; up to <see cref="AccountLimits.DisplayName"/> characters, null or empty when they do not say.</param>
/// <param name="Password">One that keeps <see cref="PasswordRules"/>.</param>
public sealed record AcceptInvitation(SecretToken? Link, string? Email, string? DisplayName, string? Password) : IRequest<AcceptInvitationResult>;

/// <summary>What became of an invitation.</summary>
/// <param name="Outcome">In short.</param>
/// <param name="Problem">What is wrong with the password; null unless it was refused.</param>
public sealed record AcceptInvitationResult(AcceptInvitationOutcome Outcome, string? Problem = null);

/// <summary>What became of an invitation, in short.</summary>
public enum AcceptInvitationOutcome
{
    /// <summary>The account is there and can sign in.</summary>
    Accepted,

    /// <summary>The link is unknown, was used or withdrawn, or has expired.</summary>
    Gone,

    /// <summary>The first administrator did not name an address.</summary>
    EmailMissing,

    /// <summary>There is an account with the address.</summary>
    EmailTaken,

    /// <summary>The password is made of the address.</summary>
    PasswordRefused,
}

internal sealed class AcceptInvitationValidator : AbstractValidator<AcceptInvitation>
{
    public AcceptInvitationValidator()
    {
        RuleFor(request => request.Email).IsEmailAddress().When(request => !string.IsNullOrWhiteSpace(request.Email));
        RuleFor(request => request.DisplayName).MaximumLength(AccountLimits.DisplayName).WithMessage($"Use {AccountLimits.DisplayName} characters or fewer.");
        RuleFor(request => request.Password).KeepsPasswordRules();
    }
}

internal sealed class AcceptInvitationHandler(IApplicationDbContext db, IAccounts accounts, AuditTrail audit, TimeProvider time)
    : IRequestHandler<AcceptInvitation, AcceptInvitationResult>
{
    public Task<AcceptInvitationResult> Handle(AcceptInvitation request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var now = time.GetUtcNow();
        var invitation = await GetInvitationHandler.FindOpenAsync(db, accounts, request.Link, now, cancellationToken);
        if (invitation is null)
            return new AcceptInvitationResult(AcceptInvitationOutcome.Gone);
        var email = invitation.Email ?? request.Email?.Trim();
        if (string.IsNullOrEmpty(email))
            return new AcceptInvitationResult(AcceptInvitationOutcome.EmailMissing);
        if (PasswordRules.Problem(request.Password, email) is { } problem)
            return new AcceptInvitationResult(AcceptInvitationOutcome.PasswordRefused, problem);
        var name = string.IsNullOrWhiteSpace(request.DisplayName) ? null : request.DisplayName.Trim();
        if (await accounts.CreateAsync(email, name, invitation.Roles, request.Password!, cancellationToken) is not { } id)
        {
            // Perhaps the account is there because the link was used a moment ago.
            db.ChangeTracker.Clear();
            return await GetInvitationHandler.FindOpenAsync(db, accounts, request.Link, now, cancellationToken) is null
                ? new AcceptInvitationResult(AcceptInvitationOutcome.Gone)
                : new AcceptInvitationResult(AcceptInvitationOutcome.EmailTaken);
        }

        invitation.Use(now);
        if (invitation.IsSetup)
        {
            // Links of several starts may be used at once: each use changes the rows of all, so that the database lets only one through.
            foreach (var other in await db.AccountInvitations.Where(other => other.Email == null && other.UsedAt == null && other.RevokedAt == null).ToListAsync(cancellationToken))
                other.Revoke(now);
        }
        audit.AddFor(id, email, "account.created", email, new { Name = name, invitation.Roles, invitation.InvitedBy });
        await db.SaveChangesAsync(cancellationToken);
        return new AcceptInvitationResult(AcceptInvitationOutcome.Accepted);
    });
}
