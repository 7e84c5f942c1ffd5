using AgentBrain.Application.Common;
using MediatR;

namespace AgentBrain.Application.Accounts;

/// <summary>One account.</summary>
/// <param name="Id">The account.</param>
[RequiresPermission(Permission.ManageAccounts)]
public sealed record GetAccount(Guid Id) : IRequest<AccountDetails>;

internal sealed class GetAccountHandler(IAccounts accounts) : IRequestHandler<GetAccount, AccountDetails>
{
    /// <exception cref="NotFoundException">There is no such account.</exception>
    public async Task<AccountDetails> Handle(GetAccount request, CancellationToken cancellationToken) =>
        await accounts.FindAsync(request.Id, cancellationToken) ?? throw new NotFoundException();
}
