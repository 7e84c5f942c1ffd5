using AgentBrain.Application.Accounts;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Accounts;

[Permit(Permission.ManageAccounts)]
public sealed class IndexModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    public AccountList List { get; private set; } = null!;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        List = await Mediator.Send(new ListAccounts(), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid invitation, CancellationToken cancellationToken) => Done(
        await Mediator.Send(new RevokeInvitation(invitation), cancellationToken) ? "The invitation was withdrawn." : "The invitation was used or withdrawn before.",
        "/Accounts/Index");
}
