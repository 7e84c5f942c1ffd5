using AgentBrain.Application.Accounts;
using AgentBrain.Application.Webhooks;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Webhooks;

/// <summary>Asks before an endpoint gets a new secret.</summary>
[Permit(Permission.ManageOutgoing)]
public sealed class RenewModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    [TempData(Key = DetailsModel.SecretKey)]
    public string? Secret { get; set; }

    public WebhookEndpointDetails Endpoint { get; private set; } = null!;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Endpoint = await Mediator.Send(new GetWebhookEndpoint(Id), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Secret = await Mediator.Send(new RenewWebhookSecret(Id), cancellationToken);
        return Done("The secret was renewed.", "/Webhooks/Details", new { Id });
    }
}
