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
public sealed class IndexModel(IMediator mediator) : BrainPageModel(mediator)
{
    private const string On = "on";
    private const string Off = "off";

    [FromQuery(Name = "q")]
    public string? Search { get; set; }

    /// <summary>"on", "off", or anything else for both.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; set; }

    [FromQuery(Name = "severity")]
    public string? Severity { get; set; }

    [FromQuery(Name = "slot")]
    public string? Slot { get; set; }

    [FromQuery(Name = "sort")]
    public RiskRuleOrder Sort { get; set; }

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    public BrainList<RiskRuleRow> List { get; private set; } = null!;

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || State is On or Off || !string.IsNullOrEmpty(Severity) || !string.IsNullOrEmpty(Slot);

    public Pager Pager => new(List.Page, List.PageSize, List.Found);

    public static IReadOnlyList<(string Value, string Label)> States { get; } = [("", "All"), (On, "Enabled"), (Off, "Disabled")];

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
                State switch { On => true, Off => false, _ => null },
                string.IsNullOrEmpty(Slot) ? null : Slot,
                Sort,
                Descending: Sort == RiskRuleOrder.UsedBy,
                Page: Number),
            cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(List<string> ids, bool enable, CancellationToken cancellationToken)
    {
        Notice = await BulkEdit.EnableAsync(Mediator, BrainSection.RiskRules, ids, enable, cancellationToken);
        return Redirect($"{Request.Path}{Request.QueryString}");
    }
}
