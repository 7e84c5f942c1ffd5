using AgentBrain.Application.Accounts;
using AgentBrain.Application.Privacy;
using AgentBrain.Domain.Privacy;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Privacy;

/// <summary>What the next run would remove; nothing is changed.</summary>
[Permit(Permission.ManagePrivacy)]
public sealed class PreviewModel(IMediator mediator) : ReadingPageModel(mediator)
{
    [FromQuery]
    public RetentionKind? Kind { get; set; }

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>Null where the address asks for something that cannot be.</summary>
    public RetentionPreview? Preview { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        Preview = await AskAsync(new PreviewRetention { Kind = Kind, Page = Number }, cancellationToken);
}
