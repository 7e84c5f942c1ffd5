using AgentBrain.Application.Accounts;
using AgentBrain.Application.Webhooks;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Webhooks;

/// <summary>A delivery: what is sent, and what came back each time.</summary>
[Permit(Permission.ManageOutgoing)]
public sealed class DeliveryModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    public WebhookDeliveryDetails Delivery { get; private set; } = null!;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Delivery = await Mediator.Send(new GetWebhookDelivery(Id), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        string? problem = await Mediator.Send(new SendWebhookAgain(Id), cancellationToken) switch
        {
            SendWebhookAgainOutcome.Running => "It is being sent just now. Load the page again to see what came back.",
            SendWebhookAgainOutcome.Disabled => "The receiver is disabled. Enable it first.",
            _ => null,
        };
        return problem is null
            ? Done("It is sent within seconds. Load the page again to see what came back.", "/Webhooks/Delivery", new { Id })
            : await RefuseAsync("", problem, cancellationToken, StatusCodes.Status409Conflict);
    }
}
