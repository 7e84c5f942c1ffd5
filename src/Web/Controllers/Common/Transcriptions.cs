using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.Models;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Controllers.Common;

/// <summary>Waits for transcriptions on behalf of programs. What they do not get is not kept: they hold the recording themselves and send it again.</summary>
public sealed class Transcriptions(IMediator mediator, SpokenPages spoken, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Transcribes a recording, or waits for whoever is at it already.</summary>
    public async Task<IActionResult> WaitAsync(Guid sessionId, Guid recordingId, CancellationToken cancellationToken)
    {
        try
        {
            return await ReplyAsync(sessionId, recordingId, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program went away. Kept, it would be transcribed later and count beside the one that is sent again.
            await mediator.Send(new DropRecording(sessionId, recordingId), CancellationToken.None);
            throw;
        }
    }

    /// <summary>Says why a recording was not taken.</summary>
    public static IActionResult Refusal(KeepRecordingOutcome outcome) => outcome switch
    {
        KeepRecordingOutcome.NotOffered => ApiProblem.Unavailable("No speech recognition is configured. Send the answer as text."),
        KeepRecordingOutcome.TooLarge => ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, "The recording has more than 8 MiB. Send a shorter one."),
        KeepRecordingOutcome.TooLong => ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, "The recording lasts too long. Send a shorter one."),
        KeepRecordingOutcome.UnknownKind => ApiProblem.Of(StatusCodes.Status415UnsupportedMediaType, "The content of the recording is neither webm nor ogg, wav, mp3 or m4a."),
        KeepRecordingOutcome.TooMany => ApiProblem.Conflict("The interview has brought too many recordings. Send the answer as text."),
        KeepRecordingOutcome.NotNow => ApiProblem.Conflict("The interview has no place for a recording any more."),
        _ => Invalid("The recording is empty."),
    };

    private async Task<IActionResult> ReplyAsync(Guid sessionId, Guid recordingId, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        await mediator.Send(new TranscribeRecording(recordingId), cancellationToken);
        var recording = await mediator.Send(new GetRecording(sessionId, recordingId), cancellationToken);
        while (recording.Stage == RecordingStage.Transcribing && time.GetElapsedTime(began) < spoken.Patience)
        {
            await Task.Delay(Pause, time, cancellationToken);
            recording = await mediator.Send(new GetRecording(sessionId, recordingId), cancellationToken);
        }
        if (recording.Transcript is { } transcript)
            return new OkObjectResult(new TranscriptReply(transcript, recording.Language, (double?)recording.Confidence));

        await mediator.Send(new DropRecording(sessionId, recordingId), cancellationToken);
        return recording.Problem switch
        {
            RecordingProblem.NothingHeard => Invalid("No words could be heard in the recording."),
            RecordingProblem.Unreadable => Invalid("The recording could not be understood."),
            RecordingProblem.TooLong => Refusal(KeepRecordingOutcome.TooLong),
            _ => ApiProblem.Unavailable("The speech service does not answer. Send the recording again in a while, or the answer as text."),
        };
    }

    private static ObjectResult Invalid(string detail) => ApiProblem.Invalid(new Dictionary<string, string[]> { ["audio"] = [detail] });
}
