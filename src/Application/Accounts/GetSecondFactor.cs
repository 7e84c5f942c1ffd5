using AgentBrain.Application.Common;
using MediatR;

namespace AgentBrain.Application.Accounts;

/// <summary>How the second factor of whoever is signed in stands.</summary>
[RequiresPermission(Permission.UseWorkspace)]
public sealed record GetSecondFactor : IRequest<SecondFactorState>;

/// <summary>How somebody's second factor stands.</summary>
/// <param name="Email">Whose it is.</param>
/// <param name="IsOn">Whether signing in asks for a code.</param>
/// <param name="PendingSecret">The secret that the app is to be given and that a first code has to confirm; null when none is pending.</param>
/// <param name="RecoveryCodesLeft">Number of recovery codes that were not used yet.</param>
public sealed record SecondFactorState(string Email, bool IsOn, string? PendingSecret, int RecoveryCodesLeft);

internal sealed class GetSecondFactorHandler(IAccounts accounts, ICurrentAccount current) : IRequestHandler<GetSecondFactor, SecondFactorState>
{
    /// <exception cref="ForbiddenException">Whoever asks has no account.</exception>
    public async Task<SecondFactorState> Handle(GetSecondFactor request, CancellationToken cancellationToken)
    {
        if (current.Id is not { } id || await accounts.FindAsync(id, cancellationToken) is not { } account)
            throw new ForbiddenException();
        return new SecondFactorState(
            account.Email,
            account.HasSecondFactor,
            await accounts.PendingSecretAsync(id, cancellationToken),
            await accounts.RecoveryCodesLeftAsync(id, cancellationToken));
    }
}
