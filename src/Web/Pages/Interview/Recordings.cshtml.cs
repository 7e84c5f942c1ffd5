using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Pages.Interview;

/// <summary>Takes what a respondent has spoken, from the script of the question page and of the report. It answers in JSON and has no look of its own.</summary>
[EnableRateLimiting(RateLimits.SpeechPolicy)]
[RequestSizeLimit(Recording.MaxBytes + FrameBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = Recording.MaxBytes + FrameBytes, MemoryBufferThreshold = Recording.MaxBytes + FrameBytes, BufferBodyLengthLimit = Recording.MaxBytes + FrameBytes)]
public sealed class RecordingsModel(IMediator mediator) : PageModel
{
    /// <summary>What a form puts around its parts.</summary>
    internal const int FrameBytes = 64 * 1024;

    [FromRoute]
    public Guid SessionId { get; set; }

    /// <summary>The upload; the same one may come again after a reply that got lost.</summary>
    [BindProperty]
    public Guid SubmissionId { get; set; }

    [BindProperty]
    public RecordingPurpose Purpose { get; set; }

    [BindProperty]
    public string? QuestionId { get; set; }

    [BindProperty]
    public IFormFile? Audio { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        // A form that is too large is not read, and binding takes it for one without fields.
        if (Audio is null && Request.ContentLength > Recording.MaxBytes)
            return Refused(KeepRecordingOutcome.TooLarge);
        var kept = await mediator.Send(
            new KeepRecording
            {
                SessionId = SessionId,
                // One that cannot be read is a new one: nothing else depends on it.
                SubmissionId = SubmissionId == Guid.Empty ? Guid.NewGuid() : SubmissionId,
                Purpose = Purpose,
                QuestionId = QuestionId,
                Audio = await Uploads.ReadAsync(Audio, cancellationToken),
            },
            cancellationToken);
        return kept.RecordingId is { } id
            ? new JsonResult(RecordingReply.Of(await mediator.Send(new GetRecording(SessionId, id), cancellationToken)))
            : Refused(kept.Outcome);
    }

    private static JsonResult Refused(KeepRecordingOutcome outcome) => new(new RecordingRefusal(outcome.ToString())) { StatusCode = StatusOf(outcome) };

    private static int StatusOf(KeepRecordingOutcome outcome) => outcome switch
    {
        KeepRecordingOutcome.TooLarge => StatusCodes.Status413PayloadTooLarge,
        KeepRecordingOutcome.UnknownKind => StatusCodes.Status415UnsupportedMediaType,
        KeepRecordingOutcome.TooMany or KeepRecordingOutcome.NotNow => StatusCodes.Status409Conflict,
        KeepRecordingOutcome.NotOffered => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };
}

/// <summary>A recording as the script is told of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Stage">One of <see cref="RecordingStage"/>.</param>
/// <param name="Transcript">What was heard; null unless it is ready.</param>
/// <param name="Unsure">Whether not all could be heard clearly.</param>
/// <param name="Problem">One of <see cref="RecordingProblem"/>; null unless it failed.</param>
public sealed record RecordingReply(Guid Id, string Stage, string? Transcript, bool Unsure, string? Problem)
{
    internal static RecordingReply Of(RecordingView recording) =>
        new(recording.Id, recording.Stage.ToString(), recording.Transcript, recording.IsUnsure, recording.Problem?.ToString());
}

/// <summary>Why a recording was not taken.</summary>
/// <param name="Problem">One of <see cref="KeepRecordingOutcome"/>.</param>
public sealed record RecordingRefusal(string Problem);
