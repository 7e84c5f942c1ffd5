using AgentBrain.Application.Privacy;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Pages.Interview;

/// <summary>What is stored of an interview, and all of it as a file.</summary>
[EnableRateLimiting(RateLimits.ReadPolicy)]
public sealed class DataModel(IMediator mediator, InterfaceText text) : FormPageModel(mediator, text)
{
    [FromRoute]
    public Guid SessionId { get; set; }

    public OwnData Data { get; private set; } = null!;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Data = await Mediator.Send(new GetOwnData(SessionId), cancellationToken);
        Text.Language = Data.Language;
        return Page();
    }

    public async Task<IActionResult> OnGetDownloadAsync(CancellationToken cancellationToken)
    {
        var data = await Mediator.Send(new ExportOwnData(SessionId), cancellationToken);
        return File(data.Archive, "application/zip", data.FileName);
    }
}
