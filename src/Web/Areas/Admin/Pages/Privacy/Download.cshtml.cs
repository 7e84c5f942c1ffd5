using AgentBrain.Application.Accounts;
using AgentBrain.Application.Privacy;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Privacy;

/// <summary>Everything that is stored of an interview, to be handed to its respondent.</summary>
[Permit(Permission.ManagePrivacy)]
public sealed class DownloadModel(IMediator mediator) : ReadingPageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var data = await Mediator.Send(new ExportPersonalData(Id), cancellationToken);
        return File(data.Archive, "application/zip", data.FileName);
    }
}
