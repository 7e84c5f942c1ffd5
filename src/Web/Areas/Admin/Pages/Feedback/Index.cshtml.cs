using AgentBrain.Application.Accounts;
using AgentBrain.Application.Feedback;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Feedback;

/// <summary>The feedback that passes the filters in the address.</summary>
[Permit(Permission.ReadStatistics)]
public class IndexModel(IMediator mediator) : ReadingPageModel(mediator)
{
    [BindProperty(SupportsGet = true)]
    public int? Min { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Max { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Language { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Text { get; set; }

    [BindProperty(SupportsGet = true)]
    public FeedbackOrder Sort { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Ascending { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>What became of the last form; null when there is nothing to say.</summary>
    [TempData]
    public string? Notice { get; set; }

    public FeedbackList? List { get; private set; }

    public Pager Pager => new(List!.Entries.Number, ListFeedbackHandler.PageSize, List.Entries.Total);

    public bool IsFiltered => Filters.Count > 0;

    /// <summary>The filters as an address says them.</summary>
    public Dictionary<string, string> Filters => Address(
        ("min", Min),
        ("max", Max),
        ("from", Written.Field(From)),
        ("to", Written.Field(To)),
        ("language", Language),
        ("text", Text));

    protected FeedbackFilter Filter => new() { MinRating = Min, MaxRating = Max, From = From, To = To, Language = Language, Text = Text ?? "" };

    public virtual async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        List = await AskAsync(new ListFeedback { Filter = Filter, Order = Sort, Ascending = Ascending, Page = Number }, cancellationToken);
        return Page();
    }

    /// <summary>The address of the same feedback in another order, from the first page on.</summary>
    public Dictionary<string, string> SortedBy(FeedbackOrder order, bool ascending)
    {
        var address = Filters;
        if (order != FeedbackOrder.Date)
            address["sort"] = order.ToString();
        if (ascending)
            address["ascending"] = "true";
        return address;
    }
}
