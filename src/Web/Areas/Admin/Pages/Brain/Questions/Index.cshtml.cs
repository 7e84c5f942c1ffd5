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
public sealed class IndexModel(IMediator mediator) : BrainPageModel(mediator)
{
    private const string On = "on";
    private const string Off = "off";

    [FromQuery(Name = "q")]
    public string? Search { get; set; }

    /// <summary>"on", "off", or anything else for both.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; set; }

    [FromQuery(Name = "round")]
    public int? Round { get; set; }

    [FromQuery(Name = "slot")]
    public string? Slot { get; set; }

    [FromQuery(Name = "risk")]
    public string? Risk { get; set; }

    [FromQuery(Name = "only")]
    public QuestionFilter Only { get; set; }

    [FromQuery(Name = "sort")]
    public QuestionSort Sort { get; set; }

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    public QuestionList List { get; private set; } = null!;

    public bool IsFiltered =>
        !string.IsNullOrWhiteSpace(Search) || State is On or Off || Round is not null || !string.IsNullOrEmpty(Slot) || !string.IsNullOrEmpty(Risk) || Only != QuestionFilter.All;

    public Pager Pager => new(List.Page, ListQuestions.PageSize, List.Total);

    public static IReadOnlyList<(string Value, string Label)> States { get; } = [("", "All"), (On, "Enabled"), (Off, "Disabled")];

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
                Enabled = State switch { On => true, Off => false, _ => null },
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

    public async Task<IActionResult> OnPostAsync(List<string> ids, bool enable, CancellationToken cancellationToken)
    {
        Notice = await BulkEdit.EnableAsync(Mediator, BrainSection.Questions, ids, enable, cancellationToken);
        return Redirect($"{Request.Path}{Request.QueryString}");
    }
}
