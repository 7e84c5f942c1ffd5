using AgentBrain.Application.Accounts;
using AgentBrain.Application.Webhooks;
using AgentBrain.Domain.Webhooks;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Webhooks;

/// <summary>Connects a receiver; its secret is shown on the next page, this once.</summary>
[Permit(Permission.ManageOutgoing)]
public sealed class NewModel(IMediator mediator) : EndpointPageModel(mediator)
{
    public override string Button => "Connect the receiver";

    public override string Cancel => "/admin/webhooks";

    [TempData(Key = DetailsModel.SecretKey)]
    public string? Secret { get; set; }

    public override Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (HttpMethods.IsGet(Request.Method))
            Types = [.. WebhookTypes.All];
        return Task.FromResult<IActionResult>(Page());
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var created = await Mediator.Send(new CreateWebhookEndpoint { Url = Address ?? "", Description = Description ?? "", Types = Types }, cancellationToken);
        if (created is null)
        {
            return await RefuseAsync(
                "", $"There are {WebhookLimits.Endpoints} receivers, which is as many as there can be. Delete one first.", cancellationToken, StatusCodes.Status409Conflict);
        }
        Secret = created.Secret;
        return Done("The receiver is connected.", "/Webhooks/Details", new { created.Id });
    }
}
