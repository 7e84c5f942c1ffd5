using System.Text.Json.Serialization;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Reviews;

namespace AgentBrain.Web.Controllers.Models;

/// <summary>An interview in a list.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="Language">`lt`, `en` or `ru`.</param>
/// <param name="InterviewMode">`quick` or `precise`.</param>
/// <param name="CreatedAt">When it started (UTC).</param>
/// <param name="CompletedAt">When the report was made (UTC); null before that.</param>
/// <param name="HasReport">Whether it has a report.</param>
/// <param name="HasReview">Whether an expert has judged it.</param>
/// <param name="QuestionsCount">Number of questions asked.</param>
/// <param name="SlotsFilled">Number of slots with a value.</param>
/// <param name="ContactName">The respondent's name, masked for roles that may not see it; null when none was left.</param>
/// <param name="ContactUnreadable">`true` when contact details were left that cannot be opened, since keys are missing; not given otherwise.</param>
public sealed record SessionItem(
    Guid SessionId,
    string Language,
    string InterviewMode,
    DateTime CreatedAt,
    DateTime? CompletedAt,
    bool HasReport,
    bool HasReview,
    int QuestionsCount,
    int SlotsFilled,
    string? ContactName,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? ContactUnreadable = null)
{
    internal static SessionItem Of(LatestInterview row) => new(
        row.Id,
        row.Language,
        row.InterviewMode,
        row.CreatedAt.UtcDateTime,
        row.CompletedAt?.UtcDateTime,
        row.HasReport,
        row.HasReview,
        row.Questions,
        row.SlotsFilled,
        row.ContactName,
        row.ContactUnreadable ? true : null);
}

/// <summary>An interview to be judged.</summary>
/// <param name="SessionId">Its id.</param>
/// <param name="Language">`lt`, `en` or `ru`.</param>
/// <param name="InterviewMode">`quick` or `precise`.</param>
/// <param name="CreatedAt">When it started (UTC).</param>
/// <param name="CompletedAt">When the report was made (UTC); null before that.</param>
/// <param name="ContactInfo">How the respondent can be reached; null when nothing was left and for roles that may not see it.</param>
/// <param name="QuestionsAnswers">What was asked and answered, in order.</param>
/// <param name="Slots">What is known, by key of the slot.</param>
/// <param name="RiskFlags">Raised risks.</param>
/// <param name="FinalReport">The full report in Markdown; null before the end.</param>
/// <param name="ExistingReview">The newest review; null when nobody has judged the interview.</param>
public sealed record SessionForReview(
    Guid SessionId,
    string Language,
    string InterviewMode,
    DateTime CreatedAt,
    DateTime? CompletedAt,
    ContactInfo? ContactInfo,
    IReadOnlyList<QuestionAnswer> QuestionsAnswers,
    IReadOnlyDictionary<string, Fact> Slots,
    IReadOnlyList<Risk> RiskFlags,
    string? FinalReport,
    StoredReview? ExistingReview)
{
    internal static SessionForReview Of(InterviewForReview interview) => new(
        interview.SessionId,
        interview.Language,
        interview.InterviewMode,
        interview.CreatedAt.UtcDateTime,
        interview.CompletedAt?.UtcDateTime,
        Models.ContactInfo.Of(interview.Contact),
        [.. interview.Turns.Select(turn => new QuestionAnswer(turn.QuestionId, turn.Question, turn.Answer, turn.Round))],
        Fact.AllOf(interview.Slots),
        Risk.AllOf(interview.Flags),
        interview.FinalReport,
        StoredReview.Of(interview.Review));
}

/// <summary>A question with its answer.</summary>
/// <param name="QuestionId">Id of the question; null in some older interviews.</param>
/// <param name="QuestionText">The question; null where something was said that answers none.</param>
/// <param name="AnswerText">The answer; null while there is none.</param>
/// <param name="Round">The round, 1 to 3; null in some older interviews.</param>
public sealed record QuestionAnswer(string? QuestionId, string? QuestionText, string? AnswerText, int? Round);

/// <summary>A review that is stored.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ReviewerName">Who judged; null in some older reviews.</param>
/// <param name="CreatedAt">When (UTC).</param>
/// <param name="OverallRating">1 to 5; null when not given.</param>
/// <param name="OverallComments">Comments on the whole; null when none.</param>
/// <param name="QuestionReviews">Judgements of single questions.</param>
/// <param name="SummaryReview">The judgement of the summary; null when there is none.</param>
public sealed record StoredReview(
    int Id,
    string? ReviewerName,
    DateTime CreatedAt,
    int? OverallRating,
    string? OverallComments,
    IReadOnlyList<StoredQuestionReview> QuestionReviews,
    StoredSummaryReview? SummaryReview)
{
    internal static StoredReview? Of(ReviewView? review) => review is null
        ? null
        : new StoredReview(
            review.Id,
            review.ReviewerName,
            review.CreatedAt.UtcDateTime,
            review.OverallRating,
            review.OverallComments,
            [
                .. review.Questions.Select(question => new StoredQuestionReview(
                    question.QuestionId,
                    question.OriginalQuestion,
                    question.UserResponse,
                    question.EffectivenessRating,
                    question.WhatCouldBeBetter,
                    question.SuggestedAlternative,
                    question.MissedOpportunities)),
            ],
            review.Summary is { } summary
                ? new StoredSummaryReview(summary.OriginalSummary, summary.AccuracyRating, summary.CompletenessRating, summary.WhatCouldBeBetter, summary.MissingInsights)
                : null);
}

/// <summary>A judgement of one question and its answer.</summary>
/// <param name="QuestionId">Id of the question.</param>
/// <param name="OriginalQuestion">The question as it was asked.</param>
/// <param name="UserResponse">The answer; null when there was none.</param>
/// <param name="EffectivenessRating">1 to 5; null when not given.</param>
/// <param name="WhatCouldBeBetter">What could be better; null when nothing.</param>
/// <param name="SuggestedAlternative">A better question; null when none.</param>
/// <param name="MissedOpportunities">What was not asked.</param>
public sealed record StoredQuestionReview(
    string QuestionId,
    string OriginalQuestion,
    string? UserResponse,
    int? EffectivenessRating,
    string? WhatCouldBeBetter,
    string? SuggestedAlternative,
    IReadOnlyList<string> MissedOpportunities);

/// <summary>A judgement of the summary.</summary>
/// <param name="OriginalSummary">The summary as it was.</param>
/// <param name="AccuracyRating">1 to 5; null when not given.</param>
/// <param name="CompletenessRating">1 to 5; null when not given.</param>
/// <param name="WhatCouldBeBetter">What could be better; null when nothing.</param>
/// <param name="MissingInsights">What it leaves out.</param>
public sealed record StoredSummaryReview(
    string OriginalSummary, int? AccuracyRating, int? CompletenessRating, string? WhatCouldBeBetter, IReadOnlyList<string> MissingInsights);

/// <summary>An interview that was deleted.</summary>
/// <param name="Success">Always true: what failed is a problem.</param>
/// <param name="Message">What was done.</param>
/// <param name="DeletedCounts">What went.</param>
public sealed record SessionDeletedReply(bool Success, string Message, DeletedCounts DeletedCounts)
{
    internal static SessionDeletedReply Of(DeletionView deletion) => new(
        true,
        $"Interview {deletion.Reference} is deleted with everything that belongs to it.",
        new DeletedCounts(1, deletion.Counts.Messages, deletion.Counts.Transcripts, deletion.Counts.Feedback, deletion.Counts.Reviews));
}

/// <summary>What went with an interview.</summary>
/// <param name="Sessions">The interview itself.</param>
/// <param name="Messages">Questions and answers.</param>
/// <param name="Transcripts">Spoken answers.</param>
/// <param name="Feedback">Feedback entries.</param>
/// <param name="ExpertReviews">Experts' reviews.</param>
public sealed record DeletedCounts(int Sessions, int Messages, int Transcripts, int Feedback, int ExpertReviews);
