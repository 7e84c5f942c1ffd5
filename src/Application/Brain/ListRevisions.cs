using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Brain;

/// <summary>Lists what was published, and how the working copy stands to it.</summary>
[RequiresPermission(Permission.ReadBrain)]
public sealed record ListRevisions : IRequest<BrainHistory>;

/// <summary>What was published.</summary>
/// <param name="Revisions">All revisions, the newest first.</param>
/// <param name="Version">Version of the working copy.</param>
/// <param name="ChangedAt">When the working copy was last edited (UTC); null when never.</param>
/// <param name="ChangedBy">Who edited it last; null when nobody did.</param>
/// <param name="Unpublished">Number of differences between the newest revision and the working copy.</param>
public sealed record BrainHistory(IReadOnlyList<RevisionSummary> Revisions, long Version, DateTimeOffset? ChangedAt, string? ChangedBy, int Unpublished);

/// <summary>A revision without what it says.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Note">Why it was published.</param>
/// <param name="PublishedBy">Who published it; null for the application itself.</param>
/// <param name="PublishedAt">When (UTC).</param>
/// <param name="Checksum">SHA-256 of the document in lower-case hexadecimal.</param>
public sealed record RevisionSummary(int Number, string Note, string? PublishedBy, DateTimeOffset PublishedAt, string Checksum);

/// <summary>Handles <see cref="ListRevisions"/>.</summary>
public sealed class ListRevisionsHandler(IApplicationDbContext db) : IRequestHandler<ListRevisions, BrainHistory>
{
    /// <inheritdoc/>
    public async Task<BrainHistory> Handle(ListRevisions request, CancellationToken cancellationToken)
    {
        var copy = await WorkingCopy.ReadAsync(db, toChange: false, cancellationToken);
        var newest = await db.NewestDocumentAsync(cancellationToken) ?? new BrainDocument();
        var revisions = await db.BrainRevisions
            .OrderByDescending(revision => revision.Id)
            .Select(revision => new RevisionSummary(revision.Id, revision.Note, revision.PublishedBy, revision.PublishedAt, revision.Checksum))
            .ToListAsync(cancellationToken);
        return new BrainHistory(revisions, copy.Stamp.Version, copy.Stamp.ChangedAt, copy.Stamp.ChangedBy, BrainComparison.Compare(newest, copy.Document).Count);
    }
}
