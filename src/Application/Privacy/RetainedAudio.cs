using AgentBrain.Application.Common;
using AgentBrain.Domain.Privacy;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>The sound of spoken answers; what was heard stays.</summary>
internal sealed class RetainedAudio(IApplicationDbContext db) : IRetained
{
    public RetentionKind Kind => RetentionKind.Audio;

    public IQueryable<Retained> KeptSinceBefore(DateTimeOffset before) => db.Recordings
        .Where(recording => db.RecordingAudios.Any(audio => audio.RecordingId == recording.Id))
        .GroupBy(recording => recording.SessionId)
        .Select(recordings => new Retained { SessionId = recordings.Key, Since = recordings.Min(recording => recording.CreatedAt) })
        .Where(kept => kept.Since < before);

    public Task RemoveAsync(Guid sessionId, DateTimeOffset before, CancellationToken cancellationToken) => db.RecordingAudios
        .Where(audio => db.Recordings.Any(recording => recording.Id == audio.RecordingId && recording.SessionId == sessionId && recording.CreatedAt < before))
        .ExecuteDeleteAsync(cancellationToken);
}
