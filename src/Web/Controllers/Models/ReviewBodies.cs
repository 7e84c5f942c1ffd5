using System.ComponentModel.DataAnnotations;
using AgentBrain.Application.Reviews;

namespace AgentBrain.Web.Controllers.Models;

/// <summary>A review of an interview.</summary>
/// <param name="ReviewerName">Who judges, 100 characters at most.</param>
/// <param name="OverallRating">1 to 5.</param>
/// <param name="OverallComments">Comments on the whole.</param>
/// <param name="QuestionReviews">Judgements of single questions.</param>
/// <param name="SummaryReview">The judgement of the summary.</param>
public sealed record ReviewBody(
    [MaxLength(100, ErrorMessage = "Use 100 characters at most.")] string? ReviewerName,
    [Range(1, 5, ErrorMessage = "Give 1 to 5.")] int OverallRating,
    string? OverallComments,
    IReadOnlyList<QuestionReviewBody> QuestionReviews,
    SummaryReviewBody? SummaryReview)
{
    // A dozen questions with their answers, each character escaped.
    internal const int MaxBytes = 512 * 1024;
}

/// <summary>A judgement of one question and its answer.</summary>
/// <param name="QuestionId">Id of the question.</param>
/// <param name="OriginalQuestion">The question as it was asked.</param>
/// <param name="UserResponse">The answer.</param>
/// <param name="EffectivenessRating">1 to 5.</param>
/// <param name="WhatCouldBeBetter">What could be better.</param>
/// <param name="SuggestedAlternative">A better question.</param>
/// <param name="MissedOpportunities">What was not asked.</param>
public sealed record QuestionReviewBody(
    string QuestionId,
    string OriginalQuestion,
    string? UserResponse,
    [Range(1, 5, ErrorMessage = "Give 1 to 5.")] int EffectivenessRating,
    string? WhatCouldBeBetter,
    string? SuggestedAlternative,
    IReadOnlyList<string>? MissedOpportunities);

/// <summary>A judgement of the summary.</summary>
/// <param name="OriginalSummary">The summary as it was.</param>
/// <param name="AccuracyRating">1 to 5.</param>
/// <param name="CompletenessRating">1 to 5.</param>
/// <param name="WhatCouldBeBetter">What could be better.</param>
/// <param name="MissingInsights">What it leaves out.</param>
public sealed record SummaryReviewBody(
    string OriginalSummary,
    [Range(1, 5, ErrorMessage = "Give 1 to 5.")] int AccuracyRating,
    [Range(1, 5, ErrorMessage = "Give 1 to 5.")] int CompletenessRating,
    string? WhatCouldBeBetter,
    IReadOnlyList<string>? MissingInsights);

/// <summary>A review that was taken in.</summary>
/// <param name="Success">Always true: what failed is a problem.</param>
/// <param name="ReviewId">Its number.</param>
/// <param name="Message">What was done.</param>
public sealed record ReviewReply(bool Success, int ReviewId, string Message);

/// <summary>How experts judged. Means have two decimals and are null when nothing was rated.</summary>
/// <param name="TotalReviews">Number of reviews.</param>
/// <param name="AvgOverallRating">Mean of the ratings of the whole, 1 to 5.</param>
/// <param name="QuestionReviews">Judgements of single questions.</param>
/// <param name="SummaryReviews">Judgements of summaries.</param>
public sealed record ReviewStatisticsReply(int TotalReviews, double? AvgOverallRating, QuestionReviewStatistics QuestionReviews, SummaryReviewStatistics SummaryReviews)
{
    private const int Decimals = 2;

    internal static ReviewStatisticsReply Of(ReviewStatistics statistics) => new(
        statistics.Reviews,
        Rounded(statistics.OverallRating),
        new QuestionReviewStatistics(statistics.QuestionReviews, Rounded(statistics.Effectiveness)),
        new SummaryReviewStatistics(statistics.SummaryReviews, Rounded(statistics.Accuracy), Rounded(statistics.Completeness)));

    private static double? Rounded(double? mean) => mean is { } value ? Math.Round(value, Decimals, MidpointRounding.AwayFromZero) : null;
}

/// <summary>Judgements of single questions.</summary>
/// <param name="Total">Their number.</param>
/// <param name="AvgEffectiveness">Mean of their effectiveness, 1 to 5.</param>
public sealed record QuestionReviewStatistics(int Total, double? AvgEffectiveness);

/// <summary>Judgements of summaries.</summary>
/// <param name="Total">Their number.</param>
/// <param name="AvgAccuracy">Mean of their accuracy, 1 to 5.</param>
/// <param name="AvgCompleteness">Mean of their completeness, 1 to 5.</param>
public sealed record SummaryReviewStatistics(int Total, double? AvgAccuracy, double? AvgCompleteness);
