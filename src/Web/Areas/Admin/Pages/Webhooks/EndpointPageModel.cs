using AgentBrain.Application.Webhooks;
using AgentBrain.Web.Areas.Admin.Common;
using FluentValidation.Results;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Webhooks;

/// <summary>The form with the settings of an endpoint: the model of <c>_EndpointForm</c>.</summary>
public abstract class EndpointPageModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public List<string> Types { get; set; } = [];

    /// <summary>The version of the settings that the form shows.</summary>
    [BindProperty]
    public int Version { get; set; }

    public override string FieldOf(ValidationFailure failure) => failure.PropertyName == nameof(CreateWebhookEndpoint.Url) ? nameof(Address) : base.FieldOf(failure);

    /// <summary>What the button says.</summary>
    public abstract string Button { get; }

    /// <summary>Where "Cancel" leads.</summary>
    public abstract string Cancel { get; }
}
