using AgentBrain.Application.Common;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Accounts;

/// <summary>Gives whoever is signed in a secret for an authenticator app. Nothing changes at sign-in until <see cref="ConfirmSecondFactor"/>.</summary>
/// <param name="Password">The present password.</param>
[RequiresPermission(Permission.UseWorkspace)]
public sealed record BeginSecondFactor(string? Password) : IRequest<SecondFactorOutcome>;

internal sealed class BeginSecondFactorValidator : AbstractValidator<BeginSecondFactor>
{
    public BeginSecondFactorValidator() => RuleFor(request => request.Password).IsPresentPassword();
}

internal sealed class BeginSecondFactorHandler(IApplicationDbContext db, IAccounts accounts, ICurrentAccount current) : IRequestHandler<BeginSecondFactor, SecondFactorOutcome>
{
    public Task<SecondFactorOutcome> Handle(BeginSecondFactor request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var (account, outcome) = await accounts.JudgeAsync(current, request.Password!, whenOn: false, cancellationToken);
        if (outcome == SecondFactorOutcome.Done)
            await accounts.BeginSecondFactorAsync(account.Id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return outcome;
    });
}
