using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Brain;

/// <summary>Finds the working copy or a revision, whichever is meant.</summary>
internal static class BrainVersions
{
    /// <summary>The document of a revision, or of the working copy where <paramref name="number"/> is null.</summary>
    /// <exception cref="NotFoundException">There is no such revision.</exception>
    public static async Task<BrainDocument> DocumentAsync(this IApplicationDbContext db, int? number, CancellationToken cancellationToken) => number is { } revision
        ? await db.BrainRevisions.Where(row => row.Id == revision).Select(row => row.Document).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException()
        : (await WorkingCopy.ReadAsync(db, toChange: false, cancellationToken)).Document;

    /// <summary>The document of the newest revision; null when nothing is published.</summary>
    public static Task<BrainDocument?> NewestDocumentAsync(this IApplicationDbContext db, CancellationToken cancellationToken) =>
        db.BrainRevisions.OrderByDescending(row => row.Id).Select(row => row.Document).FirstOrDefaultAsync(cancellationToken);
}
