using AgentBrain.Application.Accounts;
using AgentBrain.Application.Interviews;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Interviews;

/// <summary>The interviews that pass the filters in the address.</summary>
[Permit(Permission.ReadInterviews)]
public sealed class IndexModel(IMediator mediator) : ReadingPageModel(mediator)
{
    [BindProperty(SupportsGet = true)]
    public string? Language { get; set; }

    [BindProperty(SupportsGet = true)]
    public InterviewStageFilter? Stage { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Flag { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Revision { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Reference { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Rating { get; set; }

    [BindProperty(SupportsGet = true)]
    public InterviewOrder Sort { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Ascending { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>What became of the last form; null when there is nothing to say.</summary>
    [TempData]
    public string? Notice { get; set; }

    public InterviewList? List { get; private set; }

    public Pager Pager => new(List!.Interviews.Number, ListInterviewsHandler.PageSize, List.Interviews.Total);

    public bool IsFiltered => Filters.Count > 0;

    private Dictionary<string, string> Filters => Address(
        ("language", Language),
        ("stage", Stage),
        ("flag", Flag),
        ("revision", Revision),
        ("from", Written.Field(From)),
        ("to", Written.Field(To)),
        ("reference", Reference),
        ("rating", Rating));

    public async Task OnGetAsync(CancellationToken cancellationToken) => List = await AskAsync(
        new ListInterviews
        {
            Language = Language,
            Stage = Stage,
            Flag = Flag,
            Revision = Revision,
            From = From,
            To = To,
            Reference = Reference ?? "",
            MinRating = Rating,
            Order = Sort,
            Ascending = Ascending,
            Page = Number,
        },
        cancellationToken);

    /// <summary>The address of the same interviews in another order, from the first page on.</summary>
    public Dictionary<string, string> SortedBy(InterviewOrder order, bool ascending)
    {
        var address = Filters;
        if (order != InterviewOrder.Started)
            address["sort"] = order.ToString();
        if (ascending)
            address["ascending"] = "true";
        return address;
    }
}
