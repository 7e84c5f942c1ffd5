using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Feedback;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Feedback;

/// <summary>A page of the feedback that passes a filter, with its statistics.</summary>
[RequiresPermission(Permission.ReadStatistics)]
public sealed record ListFeedback : IRequest<FeedbackList>
{
    /// <summary>Which is looked for.</summary>
    public FeedbackFilter Filter { get; init; } = new();

    /// <summary>What it is sorted by.</summary>
    public FeedbackOrder Order { get; init; }

    /// <summary>Whether the oldest or worst come first.</summary>
    public bool Ascending { get; init; }

    /// <summary>Number of the page, counted from 1.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>What feedback is sorted by.</summary>
public enum FeedbackOrder
{
    /// <summary>When it was left.</summary>
    Date,

    /// <summary>Its stars.</summary>
    Rating,
}

/// <summary>Feedback with its statistics.</summary>
/// <param name="Entries">One page of it.</param>
/// <param name="Ratings">Its statistics.</param>
/// <param name="MayReadInterviews">Whether whoever asks may read the interviews behind it.</param>
/// <param name="MayDelete">Whether whoever asks may delete it.</param>
public sealed record FeedbackList(PageOf<FeedbackRow> Entries, RatingStatistics Ratings, bool MayReadInterviews, bool MayDelete);

/// <summary>How respondents rated. Entries in whose place a newer one counts are left out.</summary>
/// <param name="ByStars">Number of ratings by stars, 1 to 5, zeros included.</param>
public sealed record RatingStatistics(IReadOnlyDictionary<int, int> ByStars)
{
    /// <summary>Number of ratings.</summary>
    public int Count => ByStars.Values.Sum();

    /// <summary>Their mean; null when there is none.</summary>
    public decimal? Average => Count == 0 ? null : (decimal)ByStars.Sum(stars => stars.Key * stars.Value) / Count;

    /// <summary>Statistics of numbers of ratings by stars.</summary>
    internal static RatingStatistics Of(IReadOnlyDictionary<int, int> counts) => new(
        Enumerable.Range(FeedbackEntry.LowestRating, FeedbackEntry.HighestRating).ToDictionary(stars => stars, stars => counts.GetValueOrDefault(stars)));
}

/// <summary>Validates <see cref="ListFeedback"/>.</summary>
public sealed class ListFeedbackValidator : AbstractValidator<ListFeedback>
{
    /// <summary>Sets the rules.</summary>
    public ListFeedbackValidator() => RuleFor(request => request.Filter).ChildRules(FeedbackFilter.Rules);
}

/// <summary>Handles <see cref="ListFeedback"/>.</summary>
public sealed class ListFeedbackHandler(IApplicationDbContext db, ICurrentAccount account, VisibleFeedback visible, TimeProvider time) : IRequestHandler<ListFeedback, FeedbackList>
{
    /// <summary>Entries on a page.</summary>
    public const int PageSize = 50;

    /// <inheritdoc/>
    public async Task<FeedbackList> Handle(ListFeedback request, CancellationToken cancellationToken)
    {
        var found = request.Filter.In(db, time);
        var counts = await found
            .GroupBy(item => new { item.Entry.Rating, item.Entry.Superseded })
            .Select(group => new { group.Key.Rating, group.Key.Superseded, Count = group.Count() })
            .ToListAsync(cancellationToken);
        var (number, pages, skip) = PageOf<FeedbackRow>.Place(request.Page, PageSize, counts.Sum(count => count.Count));
        var entries = await Sorted(found, request).Skip(skip).Take(PageSize).ToListAsync(cancellationToken);
        return new FeedbackList(
            new PageOf<FeedbackRow>(await visible.RowsAsync(entries, cancellationToken), number, pages, counts.Sum(count => count.Count)),
            RatingStatistics.Of(counts.Where(count => !count.Superseded).ToDictionary(count => count.Rating, count => count.Count)),
            account.Can(Permission.ReadInterviews),
            account.Can(Permission.DeleteInterviews));
    }

    private static IQueryable<FoundFeedback> Sorted(IQueryable<FoundFeedback> found, ListFeedback request) => (request.Order, request.Ascending) switch
    {
        (FeedbackOrder.Rating, false) => found.OrderByDescending(item => item.Entry.Rating).ThenByDescending(item => item.Entry.CreatedAt).ThenBy(item => item.Entry.Id),
        (FeedbackOrder.Rating, true) => found.OrderBy(item => item.Entry.Rating).ThenByDescending(item => item.Entry.CreatedAt).ThenBy(item => item.Entry.Id),
        (_, false) => found.OrderByDescending(item => item.Entry.CreatedAt).ThenBy(item => item.Entry.Id),
        _ => found.OrderBy(item => item.Entry.CreatedAt).ThenBy(item => item.Entry.Id),
    };
}
