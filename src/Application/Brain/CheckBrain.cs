using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Brain;

/// <summary>Has the analyser look over the working copy, and says what publishing it would change.</summary>
[RequiresPermission(Permission.ReadBrain)]
public sealed record CheckBrain : IRequest<BrainCheck>;

/// <summary>The state of the working copy.</summary>
/// <param name="Version">Its version: what <see cref="PublishBrain"/> asks for.</param>
/// <param name="Findings">What its author should see.</param>
/// <param name="Changes">How it differs from the newest revision.</param>
/// <param name="Document">What it says.</param>
/// <param name="Published">What the newest revision says; an empty document when nothing is published.</param>
/// <param name="Newest">Number of the newest revision; null when nothing is published.</param>
public sealed record BrainCheck(
    long Version, IReadOnlyList<Finding> Findings, IReadOnlyList<BrainChange> Changes, BrainDocument Document, BrainDocument Published, int? Newest)
{
    /// <summary>Whether nothing prevents publishing.</summary>
    public bool CanBePublished => Findings.All(finding => finding.Severity != FindingSeverity.Error);
}

/// <summary>Handles <see cref="CheckBrain"/>.</summary>
public sealed class CheckBrainHandler(IApplicationDbContext db, AnalysedBrains analysed) : IRequestHandler<CheckBrain, BrainCheck>
{
    /// <inheritdoc/>
    public async Task<BrainCheck> Handle(CheckBrain request, CancellationToken cancellationToken)
    {
        var copy = await WorkingCopy.ReadAsync(db, toChange: false, cancellationToken);
        var newest = await db.BrainRevisions
            .OrderByDescending(revision => revision.Id)
            .Select(revision => new { revision.Id, revision.Document })
            .FirstOrDefaultAsync(cancellationToken);
        var published = newest?.Document ?? new BrainDocument();
        return new BrainCheck(
            copy.Stamp.Version,
            analysed.Of(copy.Document, copy.Stamp.StaleTexts),
            BrainComparison.Compare(published, copy.Document),
            copy.Document,
            published,
            newest?.Id);
    }
}
