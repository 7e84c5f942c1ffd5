using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.RiskRules;

/// <summary>All risk rules, found, filtered and sorted.</summary>
[Permit(Permission.ReadBrain)]
public sealed class IndexModel(IMediator mediator) : EnablingListPageModel(mediator, BrainSection.RiskRules)
{
    [FromQuery(Name = "severity")]
    public string? Severity { get; set; }

    [FromQuery(Name = "sort")]
    public RiskRuleOrder Sort { get; set; }

    public BrainList<RiskRuleRow> List { get; private set; } = null!;

    public override bool IsFiltered => base.IsFiltered || !string.IsNullOrEmpty(Severity);

    public Pager Pager => new(List.Page, List.PageSize, List.Found);

    public static IReadOnlyList<(RiskRuleOrder Sort, string Label)> Sorts { get; } =
    [
        (RiskRuleOrder.Id, "Id"),
        (RiskRuleOrder.Severity, "Severity"),
        (RiskRuleOrder.Code, "Code"),
        (RiskRuleOrder.UsedBy, "Questions"),
    ];

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        List = await Mediator.Send(
            new ListRiskRules(
                Search,
                string.IsNullOrEmpty(Severity) ? null : Severity,
                Enabled,
                string.IsNullOrEmpty(Slot) ? null : Slot,
                Sort,
                Descending: Sort == RiskRuleOrder.UsedBy,
                Page: Number),
            cancellationToken);
        return Page();
    }
}
