using AgentBrain.Application.Common;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Accounts;

/// <summary>The second step of signing in: the code of somebody whose password was right.</summary>
/// <param name="Account">Whose password was right, as <see cref="SignIn"/> said.</param>
/// <param name="Code">A code of the authenticator app, or a recovery code.</param>
public sealed record ConfirmSignIn(JudgedAccount Account, string? Code) : IRequest<ConfirmedSignIn>;

/// <summary>What became of the second step of signing in.</summary>
/// <param name="Outcome">What the code is worth.</param>
/// <param name="RecoveryCodesLeft">Number of recovery codes that are left; null unless one was used.</param>
public sealed record ConfirmedSignIn(CodeOutcome Outcome, int? RecoveryCodesLeft = null);

internal sealed class ConfirmSignInValidator : AbstractValidator<ConfirmSignIn>
{
    public ConfirmSignInValidator() => RuleFor(request => request.Code).IsCode();
}

internal sealed class ConfirmSignInHandler(IApplicationDbContext db, IAccounts accounts, AuditTrail audit) : IRequestHandler<ConfirmSignIn, ConfirmedSignIn>
{
    public Task<ConfirmedSignIn> Handle(ConfirmSignIn request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var id = request.Account.Id;
        var verdict = await accounts.CheckCodeAsync(request.Account, request.Code!, cancellationToken);
        int? left = null;
        if (verdict.Outcome == CodeOutcome.Right)
        {
            await accounts.RecordSignInAsync(id, cancellationToken);
            var email = (await accounts.FindAsync(id, cancellationToken))!.Email;
            audit.AddFor(id, email, "account.signed_in", email);
            if (verdict.IsRecoveryCode)
            {
                left = await accounts.RecoveryCodesLeftAsync(id, cancellationToken);
                audit.AddFor(id, email, "account.recovery_code_used", email, new { Left = left });
            }
        }
        await db.SaveChangesAsync(cancellationToken);
        return new ConfirmedSignIn(verdict.Outcome, left);
    });
}
