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
            .MaximumLength(4 * AccountLimits.LongestPassword).WithMessage("The e-mail address or the password is wrong.");
    }
}

internal sealed class SignInHandler(IApplicationDbContext db, IAccounts accounts) : IRequestHandler<SignIn, PasswordVerdict>
{
    public Task<PasswordVerdict> Handle(SignIn request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var verdict = await accounts.CheckPasswordAsync(request.Email!.Trim(), request.Password!, cancellationToken);
        if (verdict.Outcome == PasswordOutcome.Right)
            await accounts.RecordSignInAsync(verdict.AccountId!.Value, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return verdict;
    });
}
