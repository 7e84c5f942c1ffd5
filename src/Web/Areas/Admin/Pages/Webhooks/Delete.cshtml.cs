using AgentBrain.Application.Accounts;
using AgentBrain.Application.Webhooks;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Webhooks;

/// <summary>Asks before an endpoint is deleted.</summary>
[Permit(Permission.ManageOutgoing)]
public sealed class DeleteModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    public WebhookEndpointDetails Endpoint { get; private set; } = null!;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Endpoint = await Mediator.Send(new GetWebhookEndpoint(Id), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        Done($"The receiver {await Mediator.Send(new DeleteWebhookEndpoint(Id), cancellationToken)} was deleted.", "/Webhooks/Index");
}
