using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews.Speech;

/// <summary>Questions about recordings.</summary>
public static class RecordingQueries
{
    /// <summary>Recordings that were made before a moment and whose words the respondent has not sent. They can be deleted, sound and all.</summary>
    public static IQueryable<Recording> UnconfirmedBefore(this IQueryable<Recording> recordings, DateTimeOffset moment) =>
        recordings.Where(recording => recording.ConfirmedAt == null && recording.CreatedAt < moment);

    /// <summary>The sound of recordings whose words the respondent sent before a moment.</summary>
    /// <param name="db">The database.</param>
    /// <param name="moment">The moment.</param>
    public static IQueryable<RecordingAudio> AudioConfirmedBefore(this IApplicationDbContext db, DateTimeOffset moment) =>
        db.RecordingAudios.Where(audio => db.Recordings.Any(recording => recording.Id == audio.RecordingId && recording.ConfirmedAt <= moment));

    /// <summary>A recording of a session with what was heard.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    internal static async Task<Recording> RecordingAsync(this IApplicationDbContext db, Guid sessionId, Guid recordingId, CancellationToken cancellationToken) =>
        await db.Recordings.Include(recording => recording.Transcript)
            .SingleOrDefaultAsync(recording => recording.Id == recordingId && recording.SessionId == sessionId, cancellationToken)
        ?? throw new NotFoundException();
}
