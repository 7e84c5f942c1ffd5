using AgentBrain.Application.Feedback;

namespace AgentBrain.Web.Controllers.Models;

/// <summary>Feedback on an interview.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SessionId">The interview; null in some older entries.</param>
/// <param name="Rating">1 to 5 stars.</param>
/// <param name="FeedbackText">What the respondent added; null when nothing.</param>
/// <param name="CreatedAt">When it was left (UTC).</param>
/// <param name="Superseded">Whether a newer entry of the same interview counts in its place. The statistics leave it out.</param>
public sealed record FeedbackItem(Guid Id, Guid? SessionId, int Rating, string? FeedbackText, DateTime CreatedAt, bool Superseded)
{
    internal static FeedbackItem Of(FeedbackRow row) => new(row.Id, row.SessionId, row.Rating, row.Comment, row.CreatedAt.UtcDateTime, row.Superseded);
}

/// <summary>How respondents rated.</summary>
/// <param name="TotalCount">Number of ratings.</param>
/// <param name="AverageRating">Their mean, with two decimals; null when there is none.</param>
/// <param name="RatingDistribution">Number of ratings by stars, `"1"` to `"5"`.</param>
public sealed record RatingsReply(int TotalCount, decimal? AverageRating, IReadOnlyDictionary<string, int> RatingDistribution)
{
    internal static RatingsReply Of(RatingStatistics ratings) => new(
        ratings.Count,
        ratings.Average is { } average ? Math.Round(average, 2, MidpointRounding.AwayFromZero) : null,
        ratings.ByStars.OrderBy(stars => stars.Key).ToDictionary(stars => $"{stars.Key}", stars => stars.Value));
}

/// <summary>Feedback with its interview.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SessionId">The interview; null in some older entries.</param>
/// <param name="Rating">1 to 5 stars.</param>
/// <param name="FeedbackText">What the respondent added; null when nothing.</param>
/// <param name="CreatedAt">When it was left (UTC).</param>
/// <param name="Superseded">Whether a newer entry of the same interview counts in its place.</param>
/// <param name="Session">The interview; null in some older entries.</param>
public sealed record FeedbackDetails(Guid Id, Guid? SessionId, int Rating, string? FeedbackText, DateTime CreatedAt, bool Superseded, RatedSession? Session)
{
    internal static FeedbackDetails Of(FeedbackWithInterview feedback)
    {
        var entry = feedback.Entry;
        return new FeedbackDetails(
            entry.Id, entry.SessionId, entry.Rating, entry.Comment, entry.CreatedAt.UtcDateTime, entry.Superseded, RatedSession.Of(feedback.Interview));
    }
}

/// <summary>An interview that was rated.</summary>
/// <param name="Language">`lt`, `en` or `ru`.</param>
/// <param name="CompletedAt">When the report was made (UTC); null before that.</param>
/// <param name="Slots">What is known, by key of the slot.</param>
/// <param name="ContactInfo">How the respondent can be reached; null when nothing was left and for roles that may not see it.</param>
public sealed record RatedSession(string Language, DateTime? CompletedAt, IReadOnlyDictionary<string, Fact> Slots, ContactInfo? ContactInfo)
{
    internal static RatedSession? Of(RatedInterview? interview) => interview is null
        ? null
        : new RatedSession(interview.Language, interview.CompletedAt?.UtcDateTime, Fact.AllOf(interview.Slots), Models.ContactInfo.Of(interview.Contact));
}
