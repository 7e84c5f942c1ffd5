using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using AgentBrain.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews.Speech;

/// <summary>Has a recording transcribed once more. Repeating it, or asking while it waits, changes nothing.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="RecordingId">The recording.</param>
public sealed record TryRecordingAgain(Guid SessionId, Guid RecordingId) : IRequest<RecordingView>, IRespondentRequest;

/// <summary>Handles <see cref="TryRecordingAgain"/>.</summary>
public sealed class TryRecordingAgainHandler(IApplicationDbContext db, IJobs jobs, TimeProvider time) : IRequestHandler<TryRecordingAgain, RecordingView>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such recording in this interview.</exception>
    public async Task<RecordingView> Handle(TryRecordingAgain request, CancellationToken cancellationToken)
    {
        var view = await db.UntilStoredAsync(async () =>
        {
            var recording = await db.RecordingAsync(request.SessionId, request.RecordingId, cancellationToken);
            if (recording.Status == WorkStatus.Failed && await db.RecordingAudios.AnyAsync(audio => audio.RecordingId == recording.Id, cancellationToken))
            {
                recording.TryAgain(time.GetUtcNow());
                await db.SaveChangesAsync(cancellationToken);
            }
            return RecordingView.Of(recording);
        });
        if (view.Stage == RecordingStage.Stored)
            jobs.Enqueue(new TranscribeRecording(view.Id));
        return view;
    }
}
