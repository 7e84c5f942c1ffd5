using AgentBrain.Application.Common;
using MediatR;

namespace AgentBrain.Application.Interviews.Speech;

/// <summary>Tells where a recording stands.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="RecordingId">The recording.</param>
public sealed record GetRecording(Guid SessionId, Guid RecordingId) : IRequest<RecordingView>, IRespondentRequest;

/// <summary>Handles <see cref="GetRecording"/>.</summary>
public sealed class GetRecordingHandler(IApplicationDbContext db) : IRequestHandler<GetRecording, RecordingView>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such recording in this interview.</exception>
    public async Task<RecordingView> Handle(GetRecording request, CancellationToken cancellationToken)
    {
        // What a turn in the same scope has stored may stand beside an older copy.
        db.ChangeTracker.Clear();
        return RecordingView.Of(await db.RecordingAsync(request.SessionId, request.RecordingId, cancellationToken));
    }
}
