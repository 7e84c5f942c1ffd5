using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain;

/// <summary>What the analyser finds in the working copy, gravest first, each code with what it means.</summary>
[Permit(Permission.ReadBrain)]
public sealed class CheckModel(IMediator mediator) : BrainPageModel(mediator)
{
    /// <summary>"error", "warning" or "hint"; anything else for all.</summary>
    [FromQuery(Name = "severity")]
    public string? SeverityWord { get; set; }

    [FromQuery(Name = "code")]
    public string? Code { get; set; }

    /// <summary>Name of a section in lower case; anything else for all.</summary>
    [FromQuery(Name = "section")]
    public string? SectionWord { get; set; }

    public BrainCheck Check { get; private set; } = null!;

    public FindingSeverity? Severity => Enum.GetValues<FindingSeverity>().Cast<FindingSeverity?>().FirstOrDefault(severity => FindingList.Word(severity!.Value) == SeverityWord);

    public BrainSection? Section => Enum.GetValues<BrainSection>().Cast<BrainSection?>().FirstOrDefault(section => Word(section!.Value) == SectionWord);

    /// <summary>The kind that the address asks for; null for all.</summary>
    public FindingKind? Kind => BrainAnalyser.Kinds.FirstOrDefault(kind => kind.Code == Code);

    public bool IsFiltered => Severity is not null || Section is not null || Kind is not null;

    /// <summary>The findings that pass the filters.</summary>
    public IReadOnlyList<Finding> Found =>
    [
        .. Check.Findings.Where(finding => (Severity is null || finding.Severity == Severity)
            && (Kind is null || finding.Code == Kind.Code)
            && (Section is null || finding.At.Section == Section)),
    ];

    /// <summary>Codes that can be chosen: those that were found, and the chosen one.</summary>
    public IEnumerable<FindingKind> Codes => BrainAnalyser.Kinds.Where(kind => kind == Kind || Check.Findings.Any(finding => finding.Code == kind.Code));

    /// <summary>What addresses call a section.</summary>
    public static string Word(BrainSection section) => section.ToString().ToLowerInvariant();

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Check = await Mediator.Send(new CheckBrain(), cancellationToken);
        return Page();
    }
}
