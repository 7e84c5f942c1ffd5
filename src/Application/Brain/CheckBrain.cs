using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Has the analyser look over the working copy, and says what publishing it would change.</summary>
[RequiresPermission(Permission.ReadBrain)]
public sealed record CheckBrain : IRequest<BrainCheck>;

/// <summary>The state of the working copy.</summary>
/// <param name="Version">Its version: what <see cref="PublishBrain"/> asks for.</param>
/// <param name="Findings">What its author should see.</param>
/// <param name="Changes">How it differs from the newest revision.</param>
/// <param name="Document">What it says.</param>
public sealed record BrainCheck(long Version, IReadOnlyList<Finding> Findings, IReadOnlyList<BrainChange> Changes, BrainDocument Document)
{
    /// <summary>Whether nothing prevents publishing.</summary>
    public bool CanBePublished => Findings.All(finding => finding.Severity != FindingSeverity.Error);
}

/// <summary>Handles <see cref="CheckBrain"/>.</summary>
public sealed class CheckBrainHandler(IApplicationDbContext db, IReportTemplate templates) : IRequestHandler<CheckBrain, BrainCheck>
{
    /// <inheritdoc/>
    public async Task<BrainCheck> Handle(CheckBrain request, CancellationToken cancellationToken)
    {
        var copy = await WorkingCopy.ReadAsync(db, toChange: false, cancellationToken);
        var newest = await db.NewestDocumentAsync(cancellationToken) ?? new BrainDocument();
        return new BrainCheck(
            copy.Stamp.Version,
            BrainAnalyser.Analyse(copy.Document, copy.Stamp.StaleTexts, templates.ProblemOf),
            BrainComparison.Compare(newest, copy.Document),
            copy.Document);
    }
}
