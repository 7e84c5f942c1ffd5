using AgentBrain.Application.Accounts;
using AgentBrain.Application.Webhooks;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Webhooks;

/// <summary>Receivers and how they are.</summary>
[Permit(Permission.ManageOutgoing)]
public sealed class IndexModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    public IReadOnlyList<WebhookEndpointRow> Endpoints { get; private set; } = [];

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Endpoints = await Mediator.Send(new ListWebhookEndpoints(), cancellationToken);
        return Page();
    }
}
