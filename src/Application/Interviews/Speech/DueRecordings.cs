using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews.Speech;

/// <summary>Finds recordings that nobody transcribes.</summary>
public sealed class DueRecordings(IApplicationDbContext db, TimeProvider time) : IDueWork
{
    /// <inheritdoc/>
    public JobQueue Queue => TranscribeRecording.Queue;

    /// <inheritdoc/>
    public async Task EnqueueAsync(IJobs jobs, int limit, CancellationToken cancellationToken)
    {
        foreach (var id in await db.Recordings.Due(time.GetUtcNow()).Take(limit).Select(recording => recording.Id).ToListAsync(cancellationToken))
            jobs.Enqueue(new TranscribeRecording(id));
    }
}
