using System.Collections.Concurrent;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Brain;

/// <summary>Every revision in use, compiled once and shared. Revisions never change, so that nothing here ever goes stale.</summary>
public sealed class CompiledBrains(NewestRevision newest)
{
    private readonly ConcurrentDictionary<int, CompiledBrain> _byRevision = new();

    /// <summary>The newest revision and its compiled brain; null when none is published.</summary>
    public async ValueTask<(int RevisionId, CompiledBrain Brain)?> NewestAsync(IApplicationDbContext db, CancellationToken cancellationToken)
    {
        var known = newest.Id ?? await db.NewestRevisionIdAsync(cancellationToken);
        return known is { } id ? (id, await GetAsync(db, id, cancellationToken)) : null;
    }

    /// <summary>
    /// The revision that a session is held under, and its brain. One of the legacy service, which knew no revisions, is read with the newest, and
    /// held under it once it is gone on with.
    /// </summary>
    /// <exception cref="NotFoundException">No brain is published.</exception>
    internal async ValueTask<(int RevisionId, CompiledBrain Brain)> OfAsync(IApplicationDbContext db, Session session, CancellationToken cancellationToken) =>
        session.RevisionId is { } revisionId
            ? (revisionId, await GetAsync(db, revisionId, cancellationToken))
            : await NewestAsync(db, cancellationToken) ?? throw new NotFoundException();

    /// <summary>The brain to read a session with; see <see cref="OfAsync"/>.</summary>
    /// <exception cref="NotFoundException">No brain is published.</exception>
    internal async ValueTask<CompiledBrain> ToReadAsync(IApplicationDbContext db, Session session, CancellationToken cancellationToken) =>
        (await OfAsync(db, session, cancellationToken)).Brain;

    /// <summary>Takes over what was compiled to publish a revision, so that nobody's interview has to wait for it here. Other nodes compile it when they first need it.</summary>
    internal void Add(int revisionId, CompiledBrain brain) => _byRevision.TryAdd(revisionId, brain);

    /// <summary>The compiled brain of a revision.</summary>
    /// <exception cref="NotFoundException">There is no such revision.</exception>
    public async ValueTask<CompiledBrain> GetAsync(IApplicationDbContext db, int revisionId, CancellationToken cancellationToken)
    {
        if (_byRevision.TryGetValue(revisionId, out var compiled))
            return compiled;
        var document = await db.BrainRevisions
            .Where(revision => revision.Id == revisionId)
            .Select(revision => revision.Document)
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        return _byRevision.GetOrAdd(revisionId, new CompiledBrain(document));
    }
}
