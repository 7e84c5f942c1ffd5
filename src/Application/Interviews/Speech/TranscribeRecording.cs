using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews.Speech;

/// <summary>Turns a recording into text. It does nothing where that is done, or somebody else is at it.</summary>
/// <param name="RecordingId">The recording.</param>
public sealed record TranscribeRecording(Guid RecordingId) : IJob
{
    /// <inheritdoc/>
    public static JobQueue Queue => JobQueue.Speech;
}

/// <summary>Handles <see cref="TranscribeRecording"/>.</summary>
public sealed class TranscribeRecordingHandler(IApplicationDbContext db, WorkTurn turn, ISpeechRecognition recognition, SpeechSettings settings, TimeProvider time)
    : AsyncRequestHandler<TranscribeRecording>
{
    /// <inheritdoc/>
    protected override async Task Handle(TranscribeRecording request, CancellationToken cancellationToken)
    {
        HeardSpeech? heard = null;
        await turn.DoAsync<Recording>(
            request.RecordingId,
            async (recording, ending) =>
            {
                var audio = await db.RecordingAudios.AsNoTracking().Where(audio => audio.RecordingId == recording.Id).Select(audio => audio.Content).SingleOrDefaultAsync(ending);
                heard = audio is null ? new HeardSpeech.Failed(RecordingProblem.Unreadable, Passes: false, "The sound is gone.")
                    : !settings.IsOffered ? new HeardSpeech.Failed(RecordingProblem.ServiceRefuses, Passes: false, "No speech recognition is configured.")
                    : Judged(await recognition.ListenAsync(audio, recording.MediaType, recording.Language, ending));
                return OutcomeOf(heard, recording.Attempts);
            },
            (recording, outcome) =>
            {
                if (outcome is AttemptOutcome.Succeeded && heard is HeardSpeech.Words words)
                    recording.Hear(words.Text, words.Confidence, words.Seconds, time.GetUtcNow());
                else if (outcome is not AttemptOutcome.Interrupted)
                    recording.Miss((heard as HeardSpeech.Failed)?.Problem ?? RecordingProblem.ServiceAway);
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    private HeardSpeech Judged(HeardSpeech heard) => heard switch
    {
        HeardSpeech.Words words when words.Seconds > settings.MaxSeconds + Recording.Tolerance =>
            new HeardSpeech.Failed(RecordingProblem.TooLong, Passes: false, $"The recording lasts {words.Seconds:0} seconds."),
        HeardSpeech.Words { Text.Length: 0 } => new HeardSpeech.Failed(RecordingProblem.NothingHeard, Passes: false, "No words were heard."),
        _ => heard,
    };

    private AttemptOutcome OutcomeOf(HeardSpeech heard, int attempts) => heard switch
    {
        HeardSpeech.Failed { Passes: true } failed when attempts < settings.Attempts => new AttemptOutcome.NotNow(failed.Reason, failed.After),
        HeardSpeech.Failed failed => new AttemptOutcome.Refused(failed.Reason),
        _ => new AttemptOutcome.Succeeded(),
    };
}
