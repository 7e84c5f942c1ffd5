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
public sealed class IndexModel(IMediator mediator) : EnablingListPageModel(mediator, BrainSection.SkipRules)
{
    [FromQuery(Name = "sort")]
    public SkipRuleOrder Sort { get; set; }

    public BrainList<SkipRuleRow> List { get; private set; } = null!;

    public Pager Pager => new(List.Page, List.PageSize, List.Found);

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
                Enabled,
                string.IsNullOrEmpty(Slot) ? null : Slot,
                Sort,
                Descending: Sort == SkipRuleOrder.Questions,
                Page: Number),
            cancellationToken);
        return Page();
    }
}
