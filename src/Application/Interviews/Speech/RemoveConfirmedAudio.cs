using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews.Speech;

/// <summary>Deletes the sound of recordings whose words were sent as long ago as it is to be kept.</summary>
public sealed record RemoveConfirmedAudio : IJob
{
    /// <inheritdoc/>
    public static JobQueue Queue => JobQueue.Upkeep;
}

/// <summary>Handles <see cref="RemoveConfirmedAudio"/>.</summary>
public sealed class RemoveConfirmedAudioHandler(IApplicationDbContext db, SpeechSettings settings, TimeProvider time) : AsyncRequestHandler<RemoveConfirmedAudio>
{
    /// <inheritdoc/>
    protected override Task Handle(RemoveConfirmedAudio request, CancellationToken cancellationToken) =>
        db.AudioConfirmedBefore(time.GetUtcNow() - settings.KeepAudioAfterConfirmation).ExecuteDeleteAsync(cancellationToken);
}

/// <summary>Finds sound that is to be deleted.</summary>
public sealed class DueConfirmedAudio(IApplicationDbContext db, SpeechSettings settings, TimeProvider time) : IDueWork
{
    /// <inheritdoc/>
    public JobQueue Queue => RemoveConfirmedAudio.Queue;

    /// <inheritdoc/>
    public async Task EnqueueAsync(IJobs jobs, int limit, CancellationToken cancellationToken)
    {
        if (await db.AudioConfirmedBefore(time.GetUtcNow() - settings.KeepAudioAfterConfirmation).AnyAsync(cancellationToken))
            jobs.Enqueue(new RemoveConfirmedAudio());
    }
}
