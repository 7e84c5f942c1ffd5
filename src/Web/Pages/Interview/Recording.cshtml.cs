using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Pages.Interview;

/// <summary>One recording, for the script of the question page and of the report: where it stands, once more, or away with it.</summary>
[EnableRateLimiting(RateLimits.AnswerPolicy)]
public sealed class RecordingModel(IMediator mediator) : PageModel
{
    [FromRoute]
    public Guid SessionId { get; set; }

    [FromRoute]
    public Guid RecordingId { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        new JsonResult(RecordingReply.Of(await mediator.Send(new GetRecording(SessionId, RecordingId), cancellationToken)));

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken cancellationToken) =>
        new JsonResult(RecordingReply.Of(await mediator.Send(new TryRecordingAgain(SessionId, RecordingId), cancellationToken)));

    public async Task<IActionResult> OnPostDropAsync(CancellationToken cancellationToken)
    {
        await mediator.Send(new DropRecording(SessionId, RecordingId), cancellationToken);
        return new NoContentResult();
    }
}
