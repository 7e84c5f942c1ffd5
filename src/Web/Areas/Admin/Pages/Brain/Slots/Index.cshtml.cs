using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.Slots;

/// <summary>All slots, in the order in which reports list them.</summary>
[Permit(Permission.ReadBrain)]
[PermitForms(Permission.EditBrain)]
public sealed class IndexModel(IMediator mediator) : BrainPageModel(mediator)
{
    [FromQuery(Name = "q")]
    public string? Search { get; set; }

    [FromQuery(Name = "only")]
    public SlotFilter Only { get; set; }

    public SlotList List { get; private set; } = null!;

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Search) || Only != SlotFilter.All;

    public static IReadOnlyList<(SlotFilter Filter, string Label)> Filters { get; } =
    [
        (SlotFilter.All, "All slots"),
        (SlotFilter.Required, "Required"),
        (SlotFilter.NotAsked, "Without an enabled question"),
        (SlotFilter.MissingTranslation, "With a translation missing"),
        (SlotFilter.StaleTranslation, "With a translation to check"),
    ];

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        // A filter that nobody offers is none.
        ModelState.Clear();
        List = await Mediator.Send(new ListSlots(Search, Only), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostMoveAsync(string? key, bool up, string? past, CancellationToken cancellationToken)
    {
        var result = await Mediator.Send(new MoveSlot(key ?? "", up, past ?? ""), cancellationToken);
        Notice = result.Outcome switch
        {
            EditOutcome.Missing => "The slot is there no more, so it was not moved.",
            EditOutcome.Unchanged => $"{key} stands there already.",
            _ => $"Moved {key} {(up ? "up" : "down")}.",
        };
        return Redirect($"{Request.Path}{Request.QueryString}#slot-{Uri.EscapeDataString(key ?? "")}");
    }
}
