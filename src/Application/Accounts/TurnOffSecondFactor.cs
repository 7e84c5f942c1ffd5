using AgentBrain.Application.Common;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Accounts;

/// <summary>Turns the second factor of whoever is signed in off.</summary>
/// <param name="Password">The present password.</param>
[RequiresPermission(Permission.UseWorkspace)]
public sealed record TurnOffSecondFactor(string? Password) : IRequest<SecondFactorOutcome>;

internal sealed class TurnOffSecondFactorValidator : AbstractValidator<TurnOffSecondFactor>
{
    public TurnOffSecondFactorValidator() => RuleFor(request => request.Password).IsPresentPassword();
}

internal sealed class TurnOffSecondFactorHandler(IApplicationDbContext db, IAccounts accounts, ICurrentAccount current, AuditTrail audit)
    : IRequestHandler<TurnOffSecondFactor, SecondFactorOutcome>
{
    public Task<SecondFactorOutcome> Handle(TurnOffSecondFactor request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var (account, outcome) = await accounts.JudgeAsync(current, request.Password!, whenOn: true, cancellationToken);
        if (outcome == SecondFactorOutcome.Done)
        {
            await accounts.RemoveSecondFactorAsync(account.Id, cancellationToken);
            await accounts.EndOtherSessionsAsync(db, current, account.Id, cancellationToken);
            audit.Add("account.second_factor_off", account.Email);
        }
        await db.SaveChangesAsync(cancellationToken);
        return outcome;
    });
}
