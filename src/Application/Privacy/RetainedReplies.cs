using AgentBrain.Application.Common;
using AgentBrain.Domain.Privacy;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>Replies for programs that repeat a request.</summary>
internal sealed class RetainedReplies(IApplicationDbContext db) : IRetained
{
    public RetentionKind Kind => RetentionKind.Replies;

    public IQueryable<Retained> KeptSinceBefore(DateTimeOffset before) => db.IdempotencyKeys
        .GroupBy(key => key.SessionId)
        .Select(keys => new Retained { SessionId = keys.Key, Since = keys.Min(key => key.CreatedAt) })
        .Where(kept => kept.Since < before);

    public Task RemoveAsync(Guid sessionId, DateTimeOffset before, CancellationToken cancellationToken) =>
        db.IdempotencyKeys.Where(key => key.SessionId == sessionId && key.CreatedAt < before).ExecuteDeleteAsync(cancellationToken);
}
