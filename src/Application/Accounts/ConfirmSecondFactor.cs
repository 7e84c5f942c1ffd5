using AgentBrain.Application.Common;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Accounts;

/// <summary>Turns the second factor of whoever is signed in on, with a first code of their app, and ends their other sessions.</summary>
/// <param name="Code">What the app shows.</param>
[RequiresPermission(Permission.UseWorkspace)]
public sealed record ConfirmSecondFactor(string? Code) : IRequest<NewRecoveryCodes>;

/// <summary>Recovery codes, which are shown only now.</summary>
/// <param name="Outcome">What became of the request.</param>
/// <param name="Codes">The codes; none unless <paramref name="Outcome"/> is <see cref="SecondFactorOutcome.Done"/>.</param>
public sealed record NewRecoveryCodes(SecondFactorOutcome Outcome, IReadOnlyList<string> Codes);

internal sealed class ConfirmSecondFactorValidator : AbstractValidator<ConfirmSecondFactor>
{
    public ConfirmSecondFactorValidator() => RuleFor(request => request.Code).IsCode();
}

internal sealed class ConfirmSecondFactorHandler(IApplicationDbContext db, IAccounts accounts, ICurrentAccount current, AuditTrail audit)
    : IRequestHandler<ConfirmSecondFactor, NewRecoveryCodes>
{
    /// <exception cref="ForbiddenException">Whoever asks has no account.</exception>
    public Task<NewRecoveryCodes> Handle(ConfirmSecondFactor request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        if (current.Id is not { } id || await accounts.FindAsync(id, cancellationToken) is not { } account)
            throw new ForbiddenException();
        if (await accounts.PendingSecretAsync(id, cancellationToken) is null)
            return new NewRecoveryCodes(SecondFactorOutcome.Past, []);
        if (!await accounts.ConfirmSecondFactorAsync(id, request.Code!, cancellationToken))
            return new NewRecoveryCodes(SecondFactorOutcome.Wrong, []);
        var codes = await accounts.RenewRecoveryCodesAsync(id, cancellationToken);
        await accounts.EndOtherSessionsAsync(db, current, id, cancellationToken);
        audit.Add("account.second_factor_on", account.Email);
        await db.SaveChangesAsync(cancellationToken);
        return new NewRecoveryCodes(SecondFactorOutcome.Done, codes);
    });
}
