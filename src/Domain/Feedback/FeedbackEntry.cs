namespace AgentBrain.Domain.Feedback;

/// <summary>How a respondent rated the experience.</summary>
public sealed class FeedbackEntry
{
    /// <summary>The worst rating.</summary>
    public const int LowestRating = 1;

    /// <summary>The best rating.</summary>
    public const int HighestRating = 5;

    private FeedbackEntry()
    {
    }

    /// <summary>Id, assigned when it is left.</summary>
    public Guid Id { get; private set; }

    /// <summary>The session that it is about; null in some legacy entries.</summary>
    public Guid? SessionId { get; private set; }

    /// <summary><see cref="LowestRating"/> to <see cref="HighestRating"/> stars.</summary>
    public int Rating { get; private set; }

    /// <summary>What the respondent added; null when nothing.</summary>
    public string? Comment { get; private set; }

    /// <summary>True for older entries of a session for which the legacy service stored several; the newest counts.</summary>
    public bool Superseded { get; private set; }

    /// <summary>When it was left (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Feedback on a finished session.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="rating"><see cref="LowestRating"/> to <see cref="HighestRating"/>.</param>
    /// <param name="comment">Clean text of at most <see cref="Interviews.TextLimits.FeedbackComment"/> characters, or null.</param>
    /// <param name="now">The present (UTC).</param>
    public static FeedbackEntry Leave(Guid sessionId, int rating, string? comment, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        SessionId = sessionId,
        Rating = rating,
        Comment = comment,
        CreatedAt = now,
    };

    /// <summary>The rating alone, which tells of nobody, for the interview that stands in the place of one that was erased.</summary>
    /// <param name="sessionId">That interview.</param>
    /// <param name="now">The present (UTC).</param>
    public FeedbackEntry Anonymous(Guid sessionId, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        SessionId = sessionId,
        Rating = Rating,
        Superseded = Superseded,
        CreatedAt = CreatedAt,
    };

    /// <summary>Puts other words in the place of the comment's.</summary>
    public void Reword(Func<string, string> words) => Comment = Comment is null ? null : words(Comment);
}
