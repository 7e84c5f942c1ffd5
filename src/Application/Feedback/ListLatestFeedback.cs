using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Feedback;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Feedback;

/// <summary>
/// Feedback, newest first, from anywhere in the list. The ids of interviews are for those who may read them, and contact details in comments for
/// those who may see them.
/// </summary>
[RequiresPermission(Permission.ReadStatistics)]
public sealed record ListLatestFeedback : IRequest<IReadOnlyList<FeedbackRow>>
{
    /// <summary>Most entries that are given at once.</summary>
    public const int MostEntries = 200;

    /// <summary>How many entries at most, 1 to <see cref="MostEntries"/>.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>How many newer entries are left out.</summary>
    public int Offset { get; init; }

    /// <summary>Fewest stars; null for no limit.</summary>
    public int? MinRating { get; init; }

    /// <summary>Most stars; null for no limit.</summary>
    public int? MaxRating { get; init; }
}

/// <summary>Validates <see cref="ListLatestFeedback"/>.</summary>
public sealed class ListLatestFeedbackValidator : AbstractValidator<ListLatestFeedback>
{
    /// <summary>Sets the rules.</summary>
    public ListLatestFeedbackValidator()
    {
        RuleFor(request => request.Limit).LimitsList(ListLatestFeedback.MostEntries);
        RuleFor(request => request.Offset).BeginsList();
        RuleFor(request => request.MinRating).InclusiveBetween(FeedbackEntry.LowestRating, FeedbackEntry.HighestRating).WithMessage("Choose one to five stars.");
        RuleFor(request => request.MaxRating)
            .InclusiveBetween(FeedbackEntry.LowestRating, FeedbackEntry.HighestRating).WithMessage("Choose one to five stars.")
            .Must((request, most) => !(most < request.MinRating)).WithMessage("Choose a most that is not below the least.");
    }
}

/// <summary>Handles <see cref="ListLatestFeedback"/>.</summary>
public sealed class ListLatestFeedbackHandler(IApplicationDbContext db, VisibleFeedback visible, TimeProvider time) : IRequestHandler<ListLatestFeedback, IReadOnlyList<FeedbackRow>>
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<FeedbackRow>> Handle(ListLatestFeedback request, CancellationToken cancellationToken)
    {
        var found = await new FeedbackFilter { MinRating = request.MinRating, MaxRating = request.MaxRating }.In(db, time)
            .OrderByDescending(item => item.Entry.CreatedAt).ThenBy(item => item.Entry.Id)
            .Skip(request.Offset)
            .Take(request.Limit)
            .ToListAsync(cancellationToken);
        return await visible.RowsAsync(found, cancellationToken);
    }
}
