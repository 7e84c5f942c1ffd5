using AgentBrain.Application.Accounts;
using AgentBrain.Application.Webhooks;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Webhooks;

/// <summary>The settings of an endpoint.</summary>
[Permit(Permission.ManageOutgoing)]
public sealed class EditModel(IMediator mediator) : EndpointPageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    public WebhookEndpointDetails Endpoint { get; private set; } = null!;

    public override string Button => "Save the settings";

    public override string Cancel => $"/admin/webhooks/{Id}";

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Endpoint = await Mediator.Send(new GetWebhookEndpoint(Id), cancellationToken);
        if (HttpMethods.IsGet(Request.Method))
            ShowPresent();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var change = new ChangeWebhookEndpoint { Id = Id, Version = Version, Url = Address ?? "", Description = Description ?? "", Types = Types };
        if (await Mediator.Send(change, cancellationToken) == ChangeWebhookEndpointOutcome.Saved)
            return Done("The settings were saved.", "/Webhooks/Details", new { Id });
        var result = await RefuseAsync(
            "", "Somebody else changed the receiver while you did. Its settings are shown now as they are; change them again.", cancellationToken, StatusCodes.Status409Conflict);
        ShowPresent();
        return result;
    }

    // What was sent would otherwise be shown again.
    private void ShowPresent()
    {
        foreach (var field in (string[])[nameof(Address), nameof(Description), nameof(Types), nameof(Version)])
            ModelState.Remove(field);
        (Address, Description, Types, Version) = (Endpoint.Url, Endpoint.Description, [.. Endpoint.Types], Endpoint.Version);
    }
}
