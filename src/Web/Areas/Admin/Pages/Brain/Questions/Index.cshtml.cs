using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.Questions;

/// <summary>All questions, found, filtered and sorted.</summary>
[Permit(Permission.ReadBrain)]
public sealed class IndexModel(IMediator mediator) : EnablingListPageModel(mediator, BrainSection.Questions)
{
    [FromQuery(Name = "round")]
    public int? Round { get; set; }

    [FromQuery(Name = "risk")]
    public string? Risk { get; set; }

    [FromQuery(Name = "only")]
    public QuestionFilter Only { get; set; }

    [FromQuery(Name = "sort")]
    public QuestionSort Sort { get; set; }

    public QuestionList List { get; private set; } = null!;

    public override bool IsFiltered => base.IsFiltered || Round is not null || !string.IsNullOrEmpty(Risk) || Only != QuestionFilter.All;

    public Pager Pager => new(List.Page, ListQuestions.PageSize, List.Total);

    public static IReadOnlyList<(string Value, string Label)> Rounds { get; } = [("", "All"), ("1", "1"), ("2", "2"), ("3", "3"), ("0", "None")];

    public static IReadOnlyList<(QuestionFilter Filter, string Label)> Filters { get; } =
    [
        (QuestionFilter.All, "All"),
        (QuestionFilter.MissingTranslation, "Translation missing"),
        (QuestionFilter.StaleTranslation, "Translation to check"),
        (QuestionFilter.NotUsed, "Covers nothing"),
    ];

    public static IReadOnlyList<(QuestionSort Sort, string Label)> Sorts { get; } =
    [
        (QuestionSort.Priority, "Priority"),
        (QuestionSort.Round, "Round"),
        (QuestionSort.Text, "Text"),
        (QuestionSort.Id, "Id"),
    ];

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        // A filter that nobody offers is none.
        ModelState.Clear();
        List = await Mediator.Send(
            new ListQuestions
            {
                Search = Search,
                Enabled = Enabled,
                Round = Round,
                Slot = string.IsNullOrEmpty(Slot) ? null : Slot,
                Risk = string.IsNullOrEmpty(Risk) ? null : Risk,
                Only = Only,
                Sort = Sort,
                Page = Number,
            },
            cancellationToken);
        return Page();
    }
}
