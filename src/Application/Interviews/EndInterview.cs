using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using MediatR;

namespace AgentBrain.Application.Interviews;

/// <summary>Ends an interview before it is complete, or takes it up again. Repeating it changes nothing.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="TakeUpAgain">Whether it is taken up again.</param>
public sealed record EndInterview(Guid SessionId, bool TakeUpAgain = false) : IRequest<InterviewStage>, IRespondentRequest;

/// <summary>Handles <see cref="EndInterview"/>.</summary>
public sealed class EndInterviewHandler(IApplicationDbContext db, CompiledBrains brains, TimeProvider time) : IRequestHandler<EndInterview, InterviewStage>
{
    /// <inheritdoc/>
    /// <returns>Where the interview stands now.</returns>
    public Task<InterviewStage> Handle(EndInterview request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var session = await db.SessionWithMessagesAsync(request.SessionId, cancellationToken);
        // One that has come to its end is complete: there is nothing to end early.
        var nothingToDo = request.TakeUpAgain ? !session.State.EndedEarly : session.Stage != InterviewStage.Asking;
        if (nothingToDo || session.Stage == InterviewStage.Finished)
            return session.Stage;
        var (revisionId, brain) = await brains.OfAsync(db, session, cancellationToken);
        var now = time.GetUtcNow();
        await db.TakeOverAsync(session, revisionId, now, cancellationToken);
        Telemetry.Decide(session, () => session.SetEndedEarly(!request.TakeUpAgain, brain, now));
        await db.SaveChangesAsync(cancellationToken);
        return session.Stage;
    });
}
