using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Reviews;

/// <summary>How experts judged, over all reviews.</summary>
[RequiresPermission(Permission.ReadStatistics)]
public sealed record GetReviewStatistics : IRequest<ReviewStatistics>;

/// <summary>How experts judged. Means are of the ratings that were given, 1 to 5, and null when none was.</summary>
/// <param name="Reviews">Number of reviews.</param>
/// <param name="OverallRating">Mean of the ratings of the whole.</param>
/// <param name="QuestionReviews">Number of judgements of single questions.</param>
/// <param name="Effectiveness">Mean of the effectiveness of questions.</param>
/// <param name="SummaryReviews">Number of judgements of summaries.</param>
/// <param name="Accuracy">Mean of the accuracy of summaries.</param>
/// <param name="Completeness">Mean of the completeness of summaries.</param>
public sealed record ReviewStatistics(
    int Reviews, double? OverallRating, int QuestionReviews, double? Effectiveness, int SummaryReviews, double? Accuracy, double? Completeness);

/// <summary>Handles <see cref="GetReviewStatistics"/>.</summary>
public sealed class GetReviewStatisticsHandler(IApplicationDbContext db) : IRequestHandler<GetReviewStatistics, ReviewStatistics>
{
    /// <inheritdoc/>
    public async Task<ReviewStatistics> Handle(GetReviewStatistics request, CancellationToken cancellationToken)
    {
        var questions = db.ExpertReviews.SelectMany(review => review.QuestionReviews);
        var summaries = db.ExpertReviews.SelectMany(review => review.SummaryReviews);
        return new ReviewStatistics(
            await db.ExpertReviews.CountAsync(cancellationToken),
            await db.ExpertReviews.AverageAsync(review => review.OverallRating, cancellationToken),
            await questions.CountAsync(cancellationToken),
            await questions.AverageAsync(question => question.EffectivenessRating, cancellationToken),
            await summaries.CountAsync(cancellationToken),
            await summaries.AverageAsync(summary => summary.AccuracyRating, cancellationToken),
            await summaries.AverageAsync(summary => summary.CompletenessRating, cancellationToken));
    }
}
