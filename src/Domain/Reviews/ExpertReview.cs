namespace AgentBrain.Domain.Reviews;

/// <summary>An expert's judgement of a finished interview.</summary>
public sealed class ExpertReview
{
    private readonly List<QuestionReview> _questionReviews = [];
    private readonly List<SummaryReview> _summaryReviews = [];

    private ExpertReview()
    {
    }

    /// <summary>Number given by the database.</summary>
    public int Id { get; private set; }

    /// <summary>The interview; its reviews go with it.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>Who judged; null in some legacy reviews.</summary>
    public string? ReviewerName { get; private set; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>1 to 5; null when not given.</summary>
    public int? OverallRating { get; private set; }

    /// <summary>Comments on the whole; null when none.</summary>
    public string? OverallComments { get; private set; }

    /// <summary>Judgements of single questions.</summary>
    public IReadOnlyCollection<QuestionReview> QuestionReviews => _questionReviews;

    /// <summary>Judgements of the summary.</summary>
    public IReadOnlyCollection<SummaryReview> SummaryReviews => _summaryReviews;

    /// <summary>The figures alone, which tell of nobody, for the interview that stands in the place of one that was erased. It keeps its number, by which learned rules know it.</summary>
    public ExpertReview Anonymous(Guid sessionId)
    {
        var review = new ExpertReview { Id = Id, SessionId = sessionId, CreatedAt = CreatedAt, OverallRating = OverallRating };
        review._questionReviews.AddRange(_questionReviews.Select(question => question.Anonymous()));
        review._summaryReviews.AddRange(_summaryReviews.Select(summary => summary.Anonymous()));
        return review;
    }

    /// <summary>Puts other words in the place of those that may quote the respondent. All parts must be loaded.</summary>
    public void Reword(Func<string, string> words)
    {
        OverallComments = OverallComments is null ? null : words(OverallComments);
        _questionReviews.ForEach(question => question.Reword(words));
        _summaryReviews.ForEach(summary => summary.Reword(words));
    }
}

/// <summary>An expert's judgement of one question and its answer.</summary>
public sealed class QuestionReview
{
    private QuestionReview()
    {
    }

    /// <summary>Number given by the database.</summary>
    public int Id { get; private set; }

    /// <summary>The review that it is part of.</summary>
    public int ExpertReviewId { get; private set; }

    /// <summary>Id of the question.</summary>
    public string QuestionId { get; private set; } = "";

    /// <summary>The question as it was asked.</summary>
    public string OriginalQuestion { get; private set; } = "";

    /// <summary>The answer; null when there was none.</summary>
    public string? UserResponse { get; private set; }

    /// <summary>1 to 5; null when not given.</summary>
    public int? EffectivenessRating { get; private set; }

    /// <summary>What could be better; null when nothing.</summary>
    public string? WhatCouldBeBetter { get; private set; }

    /// <summary>A better question; null when none.</summary>
    public string? SuggestedAlternative { get; private set; }

    /// <summary>What was not asked.</summary>
    public IReadOnlyList<string>? MissedOpportunities { get; private set; }

    internal QuestionReview Anonymous() => new() { QuestionId = QuestionId, EffectivenessRating = EffectivenessRating };

    internal void Reword(Func<string, string> words)
    {
        OriginalQuestion = words(OriginalQuestion);
        UserResponse = UserResponse is null ? null : words(UserResponse);
        WhatCouldBeBetter = WhatCouldBeBetter is null ? null : words(WhatCouldBeBetter);
        SuggestedAlternative = SuggestedAlternative is null ? null : words(SuggestedAlternative);
        MissedOpportunities = MissedOpportunities?.Select(words).ToList();
    }
}

/// <summary>An expert's judgement of the summary.</summary>
public sealed class SummaryReview
{
    private SummaryReview()
    {
    }

    /// <summary>Number given by the database.</summary>
    public int Id { get; private set; }

    /// <summary>The review that it is part of.</summary>
    public int ExpertReviewId { get; private set; }

    /// <summary>The summary as it was.</summary>
    public string OriginalSummary { get; private set; } = "";

    /// <summary>1 to 5; null when not given.</summary>
    public int? AccuracyRating { get; private set; }

    /// <summary>1 to 5; null when not given.</summary>
    public int? CompletenessRating { get; private set; }

    /// <summary>What could be better; null when nothing.</summary>
    public string? WhatCouldBeBetter { get; private set; }

    /// <summary>What it leaves out.</summary>
    public IReadOnlyList<string>? MissingInsights { get; private set; }

    internal SummaryReview Anonymous() => new() { AccuracyRating = AccuracyRating, CompletenessRating = CompletenessRating };

    internal void Reword(Func<string, string> words)
    {
        OriginalSummary = words(OriginalSummary);
        WhatCouldBeBetter = WhatCouldBeBetter is null ? null : words(WhatCouldBeBetter);
        MissingInsights = MissingInsights?.Select(words).ToList();
    }
}
