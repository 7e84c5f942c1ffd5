using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews.Speech;

/// <summary>Deletes a recording that its respondent does not want, with its sound and what was heard. What was sent of it stays. Repeating it changes nothing.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="RecordingId">The recording.</param>
public sealed record DropRecording(Guid SessionId, Guid RecordingId) : IRequest, IRespondentRequest;

/// <summary>Handles <see cref="DropRecording"/>.</summary>
public sealed class DropRecordingHandler(IApplicationDbContext db) : AsyncRequestHandler<DropRecording>
{
    /// <inheritdoc/>
    protected override Task Handle(DropRecording request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var recording = await db.Recordings.Include(recording => recording.Transcript)
            .SingleOrDefaultAsync(recording => recording.Id == request.RecordingId && recording.SessionId == request.SessionId, cancellationToken);
        if (recording is null or { ConfirmedAt: not null })
            return 0;
        db.Recordings.Remove(recording);
        if (recording.Transcript is { } transcript)
            db.Transcripts.Remove(transcript);
        return await db.SaveChangesAsync(cancellationToken);
    });
}
