using System.Text;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Interviews;

/// <summary>One interview as a JSON file.</summary>
[Permit(Permission.ReadInterviews)]
public sealed class ExportModel(IMediator mediator) : ReadingPageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var export = await Mediator.Send(new ExportInterview(Id), cancellationToken);
        return File(Encoding.UTF8.GetBytes(export.Json), "application/json; charset=utf-8", $"interview-{export.Reference}.json");
    }
}
