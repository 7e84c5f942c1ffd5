using AgentBrain.Application.Common;
using AgentBrain.Domain.Privacy;

namespace AgentBrain.Application.Privacy;

/// <summary>Finished interviews.</summary>
internal sealed class RetainedAnswers(IApplicationDbContext db, InterviewEraser eraser) : IRetained
{
    public RetentionKind Kind => RetentionKind.Answers;

    public IQueryable<Retained> KeptSinceBefore(DateTimeOffset before) => db.Sessions
        .Where(session => session.CompletedAt < before)
        .Select(session => new Retained { SessionId = session.Id, Since = session.CompletedAt!.Value });

    public Task RemoveAsync(Guid sessionId, DateTimeOffset before, CancellationToken cancellationToken) =>
        eraser.EraseAsync(sessionId, ErasureCause.Retention, session => session.CompletedAt < before, cancellationToken);
}
