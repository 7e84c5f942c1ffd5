using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain;

/// <summary>How the working copy stands: to what respondents meet, and to what the analyser says.</summary>
[Permit(Permission.ReadBrain)]
public sealed class OverviewModel(IMediator mediator) : BrainPageModel(mediator)
{
    public BrainCheck Check { get; private set; } = null!;

    public BrainHistory History { get; private set; } = null!;

    /// <summary>The revision under which new interviews are held; null when nothing is published.</summary>
    public RevisionSummary? Current => History.Revisions.Count > 0 ? History.Revisions[0] : null;

    public bool IsEmpty => Check.Document is { Slots.Count: 0, Questions.Count: 0, RiskRules.Count: 0, SkipRules.Count: 0 };

    /// <summary>The sections with what there is to say of each.</summary>
    public IEnumerable<SectionState> Sections => Enum.GetValues<BrainSection>().Select(section => new SectionState(
        section,
        section switch
        {
            BrainSection.Slots => $"{Check.Document.Slots.Count}, of which {Check.Document.Slots.Count(slot => slot.IsRequired)} required",
            BrainSection.Questions => Enabled(Check.Document.Questions.Count, Check.Document.Questions.Count(question => question.Enabled)),
            BrainSection.RiskRules => Enabled(Check.Document.RiskRules.Count, Check.Document.RiskRules.Count(rule => rule.Enabled)),
            BrainSection.SkipRules => Enabled(Check.Document.SkipRules.Count, Check.Document.SkipRules.Count(rule => rule.Enabled)),
            BrainSection.Scoring => "6 weights",
            BrainSection.Modes => "Quick and precise",
            _ => "Summary, full report, footer",
        },
        Check.Changes.Where(change => change.At.Section == section).Select(change => change.At.Id).Distinct().Count(),
        [.. Check.Findings.Where(finding => finding.At.Section == section && finding.Severity != FindingSeverity.Hint)]));

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Check = await Mediator.Send(new CheckBrain(), cancellationToken);
        History = await Mediator.Send(new ListRevisions(), cancellationToken);
        return Page();
    }

    private static string Enabled(int all, int enabled) => all == enabled ? $"{all}" : $"{all}, of which {all - enabled} disabled";

    /// <summary>How a section stands.</summary>
    public sealed record SectionState(BrainSection Section, string Content, int Changed, IReadOnlyList<Finding> Findings);
}
