using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Accounts;

/// <summary>Checks an e-mail address and a password.</summary>
/// <param name="Email">As typed.</param>
/// <param name="Password">As typed.</param>
public sealed record SignIn(string? Email, string? Password) : IRequest<PasswordVerdict>;

internal sealed class SignInValidator : AbstractValidator<SignIn>
{
    public SignInValidator()
    {
        RuleFor(request => request.Email).NotEmpty().WithMessage("Enter your e-mail address.");
        RuleFor(request => request.Password).NotEmpty().WithMessage("Enter your password.")
            .MaximumLength(4 * AccountLimits.LongestPassword).WithMessage("The password is too long.");
    }
}

internal sealed class SignInHandler(IApplicationDbContext db, IAccounts accounts, AuditTrail audit) : IRequestHandler<SignIn, PasswordVerdict>
{
    public async Task<PasswordVerdict> Handle(SignIn request, CancellationToken cancellationToken)
    {
        var (email, password) = (request.Email!.Trim(), request.Password!);

        // No account has such an address or such a password, and what is no text cannot be looked for.
        if (!AccountRules.IsPlain(email) || !PasswordRules.IsWellFormed(password))
            return new PasswordVerdict(PasswordOutcome.Refused);
        return await db.UntilStoredAsync(async () =>
        {
            var verdict = await accounts.CheckPasswordAsync(email, password, cancellationToken);
            if (verdict is { Outcome: PasswordOutcome.Right, Account: { } account })
            {
                await accounts.RecordSignInAsync(account.Id, cancellationToken);
                var address = (await accounts.FindAsync(account.Id, cancellationToken))!.Email;
                audit.AddFor(account.Id, address, "account.signed_in", address);
            }
            await db.SaveChangesAsync(cancellationToken);
            return verdict;
        });
    }
}
