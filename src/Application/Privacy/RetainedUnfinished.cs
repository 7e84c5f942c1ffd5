using AgentBrain.Application.Common;
using AgentBrain.Domain.Privacy;

namespace AgentBrain.Application.Privacy;

/// <summary>Interviews that were not finished.</summary>
internal sealed class RetainedUnfinished(IApplicationDbContext db, InterviewEraser eraser) : IRetained
{
    public RetentionKind Kind => RetentionKind.Unfinished;

    public IQueryable<Retained> KeptSinceBefore(DateTimeOffset before) => db.Sessions
        .Where(session => session.CompletedAt == null && session.LastActivityAt < before)
        .Select(session => new Retained { SessionId = session.Id, Since = session.LastActivityAt });

    public Task RemoveAsync(Guid sessionId, DateTimeOffset before, CancellationToken cancellationToken) => eraser.EraseAsync(
        sessionId,
        ErasureCause.Retention,
        session => session.CompletedAt is null && session.LastActivityAt < before,
        cancellationToken);
}
