using AgentBrain.Application.Common;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Accounts;

/// <summary>Gives whoever is signed in new recovery codes; the ones before end.</summary>
/// <param name="Password">The present password.</param>
[RequiresPermission(Permission.UseWorkspace)]
public sealed record RenewRecoveryCodes(string? Password) : IRequest<NewRecoveryCodes>;

internal sealed class RenewRecoveryCodesValidator : AbstractValidator<RenewRecoveryCodes>
{
    public RenewRecoveryCodesValidator() => RuleFor(request => request.Password).IsPresentPassword();
}

internal sealed class RenewRecoveryCodesHandler(IApplicationDbContext db, IAccounts accounts, ICurrentAccount current, AuditTrail audit)
    : IRequestHandler<RenewRecoveryCodes, NewRecoveryCodes>
{
    public Task<NewRecoveryCodes> Handle(RenewRecoveryCodes request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var (account, outcome) = await accounts.JudgeAsync(current, request.Password!, whenOn: true, cancellationToken);
        IReadOnlyList<string> codes = [];
        if (outcome == SecondFactorOutcome.Done)
        {
            codes = await accounts.RenewRecoveryCodesAsync(account.Id, cancellationToken);
            audit.Add("account.recovery_codes_renewed", account.Email);
        }
        await db.SaveChangesAsync(cancellationToken);
        return new NewRecoveryCodes(outcome, codes);
    });
}
