using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.SkipRules;

/// <summary>All skip rules, found, filtered and sorted.</summary>
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

    [FromQuery(Name = "slot")]
    public string? Slot { get; set; }

    [FromQuery(Name = "sort")]
    public SkipRuleOrder Sort { get; set; }

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    public BrainList<SkipRuleRow> List { get; private set; } = null!;

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || State is On or Off || !string.IsNullOrEmpty(Slot);

    public Pager Pager => new(List.Page, List.PageSize, List.Found);

    public static IReadOnlyList<(string Value, string Label)> States { get; } = [("", "All"), (On, "Enabled"), (Off, "Disabled")];

    public static IReadOnlyList<(SkipRuleOrder Sort, string Label)> Sorts { get; } =
    [
        (SkipRuleOrder.Id, "Id"),
        (SkipRuleOrder.Slot, "Slot"),
        (SkipRuleOrder.Questions, "Questions"),
    ];

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        List = await Mediator.Send(
            new ListSkipRules(
                Search,
                State switch { On => true, Off => false, _ => null },
                string.IsNullOrEmpty(Slot) ? null : Slot,
                Sort,
                Descending: Sort == SkipRuleOrder.Questions,
                Page: Number),
            cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(List<string> ids, bool enable, CancellationToken cancellationToken)
    {
        Notice = await BulkEdit.EnableAsync(Mediator, BrainSection.SkipRules, ids, enable, cancellationToken);
        return Redirect($"{Request.Path}{Request.QueryString}");
    }
}
