using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>What several use cases load.</summary>
internal static class SessionQueries
{
    /// <summary>A session.</summary>
    /// <exception cref="NotFoundException">It is not there any more: somebody has deleted it meanwhile.</exception>
    /// <exception cref="ErasedException">It was erased.</exception>
    public static async Task<Session> SessionAsync(this IApplicationDbContext db, Guid sessionId, CancellationToken cancellationToken) =>
        await db.Sessions.FindAsync([sessionId], cancellationToken) ?? throw await db.MissingAsync(sessionId, cancellationToken);

    /// <summary>What is to be said of a session that is not there: that it was erased, or nothing.</summary>
    public static async Task<Exception> MissingAsync(this IApplicationDbContext db, Guid sessionId, CancellationToken cancellationToken) =>
        await db.ErasedInterviews.AsNoTracking().SingleOrDefaultAsync(erased => erased.SessionId == sessionId, cancellationToken) is { } erased
            ? new ErasedException(erased.SessionId, erased.ErasedAt, erased.Language)
            : new NotFoundException();

    /// <summary>Tells whoever comes by a resume link that the interview was erased; does nothing where it was not.</summary>
    /// <exception cref="ErasedException">It was erased.</exception>
    public static async Task RefuseErasedLinkAsync(this IApplicationDbContext db, byte[] tokenHash, CancellationToken cancellationToken)
    {
        if (await db.ErasedInterviews.AsNoTracking().FirstOrDefaultAsync(erased => erased.LinkHashes.Contains(tokenHash), cancellationToken) is { } erased)
            throw new ErasedException(erased.SessionId, erased.ErasedAt, erased.Language);
    }

    /// <summary>A session with its whole conversation, to change what was said or the question that waits.</summary>
    public static async Task<Session> SessionWithMessagesAsync(this IApplicationDbContext db, Guid sessionId, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(sessionId, cancellationToken);
        await db.Messages.Where(message => message.SessionId == sessionId).LoadAsync(cancellationToken);
        return session;
    }

    /// <summary>
    /// Makes a session ready to be gone on with: one that the legacy service began and did not finish is taken over under <paramref name="revisionId"/>.
    /// It does nothing to any other. The caller changes it and saves.
    /// </summary>
    public static async Task TakeOverAsync(
        this IApplicationDbContext db, Session session, int revisionId, DateTimeOffset now, CancellationToken cancellationToken, string? questionId = null)
    {
        if (session.RevisionId is not null || session.CompletedAt is not null)
            return;
        await db.SessionWithMessagesAsync(session.Id, cancellationToken);
        session.TakeOver(revisionId, questionId, now);
    }

    /// <summary>Sessions that may hold contact details which are not sealed.</summary>
    public static IQueryable<Session> Unsettled(this IQueryable<Session> sessions) => sessions.Where(session =>
        !session.ContactSettled || session.ContactName != null || session.ContactEmail != null || session.ContactPhone != null);

    /// <summary>Sessions that the holder of the token with the hash <paramref name="tokenHash"/> may open.</summary>
    public static IQueryable<Session> OpenTo(this IQueryable<Session> sessions, IApplicationDbContext db, byte[] tokenHash)
    {
        // Each half has an index of its own, which one condition with "or" could not use.
        var ids = db.Sessions.Where(session => session.TokenHash == tokenHash).Select(session => session.Id)
            .Concat(db.SessionAccesses.Where(access => access.TokenHash == tokenHash).Select(access => access.SessionId));
        return sessions.Where(session => ids.Contains(session.Id));
    }
}
