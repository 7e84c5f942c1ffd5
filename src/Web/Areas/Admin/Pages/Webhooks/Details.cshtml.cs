using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Webhooks;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Webhooks;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Webhooks;

/// <summary>An endpoint with the log of its deliveries; a new secret is shown this once.</summary>
[Permit(Permission.ManageOutgoing)]
public sealed class DetailsModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    /// <summary>Under what name the next page finds a new secret.</summary>
    public const string SecretKey = "NewWebhookSecret";

    [FromRoute]
    public Guid Id { get; set; }

    [FromQuery(Name = "state")]
    public WorkStatus? State { get; set; }

    [FromQuery(Name = "type")]
    public string? Type { get; set; }

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>
    /// The secret that was just made; null otherwise. It comes in a protected cookie that ends when it was shown: loading the page again makes no
    /// other.
    /// </summary>
    [TempData(Key = SecretKey)]
    public string? Secret { get; set; }

    public WebhookEndpointDetails Endpoint { get; private set; } = null!;

    public PageOf<WebhookDeliveryRow> Deliveries { get; private set; } = null!;

    public Pager Pager => new(Deliveries.Number, ListWebhookDeliveries.PageSize, Deliveries.Total);

    public bool IsFiltered => State is not null || Type is not null;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Endpoint = await Mediator.Send(new GetWebhookEndpoint(Id), cancellationToken);
        if (Type != WebhookTypes.Test && !WebhookTypes.All.Contains(Type))
            Type = null;
        Deliveries = await Mediator.Send(new ListWebhookDeliveries { EndpointId = Id, Status = State, Type = Type, Page = Number }, cancellationToken);
        var page = Page();
        // An address that asks for something that cannot be.
        if (!ModelState.IsValid && HttpMethods.IsGet(Request.Method))
            page.StatusCode = StatusCodes.Status400BadRequest;
        return page;
    }

    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancellationToken)
    {
        var delivery = await Mediator.Send(new SendTestEvent(Id), cancellationToken);
        return RedirectToPage("/Webhooks/Delivery", new { Id = delivery });
    }

    public async Task<IActionResult> OnPostEnableAsync(CancellationToken cancellationToken) => Done(
        await Mediator.Send(new EnableWebhookEndpoint(Id, true), cancellationToken) ? "The receiver is enabled." : "The receiver was enabled before.",
        "/Webhooks/Details",
        new { Id });

    public async Task<IActionResult> OnPostDisableAsync(CancellationToken cancellationToken) => Done(
        await Mediator.Send(new EnableWebhookEndpoint(Id, false), cancellationToken) ? "The receiver is disabled." : "The receiver was disabled before.",
        "/Webhooks/Details",
        new { Id });
}
