using AgentBrain.Application.Accounts;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages;

/// <summary>Ends the session on the server, so that a copy of the cookie opens nothing either.</summary>
[Permit(Permission.UseWorkspace)]
public sealed class SignOutModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    public override Task<IActionResult> ShowAsync(CancellationToken cancellationToken) => Task.FromResult<IActionResult>(Page());

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await Mediator.Send(new SignOut(), cancellationToken);
        await HttpContext.SignOutOfWorkspaceAsync();
        return Done("You have signed out.", "/SignIn");
    }
}
