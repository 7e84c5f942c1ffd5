using AgentBrain.Application.Accounts;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Accounts;

/// <summary>Asks before the second factor of an account is turned off.</summary>
[Permit(Permission.ManageAccounts)]
public sealed class ResetSecondFactorModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    public AccountDetails Account { get; private set; } = null!;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Account = await Mediator.Send(new GetAccount(Id), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => Done(
        await Mediator.Send(new ResetSecondFactor(Id), cancellationToken)
            ? "The second factor is off, and the account was signed out everywhere."
            : "The account had no second factor.",
        "/Accounts/Details",
        new { Id });
}
