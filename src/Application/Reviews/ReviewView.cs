using AgentBrain.Domain.Reviews;

namespace AgentBrain.Application.Reviews;

/// <summary>An expert's judgement of an interview.</summary>
public sealed record ReviewView
{
    /// <summary>Its number.</summary>
    public required int Id { get; init; }

    /// <summary>Who judged; null in some legacy reviews.</summary>
    public required string? ReviewerName { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>1 to 5; null when not given.</summary>
    public required int? OverallRating { get; init; }

    /// <summary>Comments on the whole; null when none.</summary>
    public required string? OverallComments { get; init; }

    /// <summary>Judgements of single questions, in the order in which they were given.</summary>
    public required IReadOnlyList<QuestionReviewView> Questions { get; init; }

    /// <summary>The judgement of the summary; null when there is none.</summary>
    public required SummaryReviewView? Summary { get; init; }

    internal static ReviewView Of(ExpertReview review, Func<string?, string?> mask) => new()
    {
        Id = review.Id,
        ReviewerName = review.ReviewerName,
        CreatedAt = review.CreatedAt,
        OverallRating = review.OverallRating,
        OverallComments = mask(review.OverallComments),
        Questions =
        [
            .. review.QuestionReviews.OrderBy(question => question.Id).Select(question => new QuestionReviewView(
                question.QuestionId,
                question.OriginalQuestion,
                mask(question.UserResponse),
                question.EffectivenessRating,
                mask(question.WhatCouldBeBetter),
                mask(question.SuggestedAlternative),
                [.. (question.MissedOpportunities ?? []).Select(text => mask(text)!)])),
        ],
        Summary = review.SummaryReviews.MaxBy(summary => summary.Id) is { } judged
            ? new SummaryReviewView(
                mask(judged.OriginalSummary)!,
                judged.AccuracyRating,
                judged.CompletenessRating,
                mask(judged.WhatCouldBeBetter),
                [.. (judged.MissingInsights ?? []).Select(text => mask(text)!)])
            : null,
    };
}

/// <summary>An expert's judgement of one question and its answer.</summary>
/// <param name="QuestionId">Id of the question.</param>
/// <param name="OriginalQuestion">The question as it was asked.</param>
/// <param name="UserResponse">The answer; null when there was none.</param>
/// <param name="EffectivenessRating">1 to 5; null when not given.</param>
/// <param name="WhatCouldBeBetter">What could be better; null when nothing.</param>
/// <param name="SuggestedAlternative">A better question; null when none.</param>
/// <param name="MissedOpportunities">What was not asked.</param>
public sealed record QuestionReviewView(
    string QuestionId,
    string OriginalQuestion,
    string? UserResponse,
    int? EffectivenessRating,
    string? WhatCouldBeBetter,
    string? SuggestedAlternative,
    IReadOnlyList<string> MissedOpportunities);

/// <summary>An expert's judgement of the summary.</summary>
/// <param name="OriginalSummary">The summary as it was.</param>
/// <param name="AccuracyRating">1 to 5; null when not given.</param>
/// <param name="CompletenessRating">1 to 5; null when not given.</param>
/// <param name="WhatCouldBeBetter">What could be better; null when nothing.</param>
/// <param name="MissingInsights">What it leaves out.</param>
public sealed record SummaryReviewView(
    string OriginalSummary, int? AccuracyRating, int? CompletenessRating, string? WhatCouldBeBetter, IReadOnlyList<string> MissingInsights);
