using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Brain;

/// <summary>Reads a revision.</summary>
/// <param name="Number">Its number.</param>
[RequiresPermission(Permission.ReadBrain)]
public sealed record GetRevision(int Number) : IRequest<RevisionView>;

/// <summary>A revision with what it says.</summary>
/// <param name="Summary">What is known of it.</param>
/// <param name="Document">What it says.</param>
/// <param name="IsNewest">Whether new interviews are held under it.</param>
public sealed record RevisionView(RevisionSummary Summary, BrainDocument Document, bool IsNewest);

/// <summary>Handles <see cref="GetRevision"/>.</summary>
public sealed class GetRevisionHandler(IApplicationDbContext db) : IRequestHandler<GetRevision, RevisionView>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such revision.</exception>
    public async Task<RevisionView> Handle(GetRevision request, CancellationToken cancellationToken)
    {
        var revision = await db.BrainRevisions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.Number, cancellationToken) ?? throw new NotFoundException();
        return new RevisionView(
            new RevisionSummary(revision.Id, revision.Note, revision.PublishedBy, revision.PublishedAt, revision.Checksum),
            revision.Document,
            !await db.BrainRevisions.AnyAsync(row => row.Id > request.Number, cancellationToken));
    }
}
