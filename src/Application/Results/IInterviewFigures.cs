namespace AgentBrain.Application.Results;

/// <summary>Counts interviews and ratings. Made for many interviews: it reads narrow columns alone, and each of them once.</summary>
public interface IInterviewFigures
{
    /// <summary>The figures of the interviews and ratings that pass a filter.</summary>
    Task<InterviewFigures> ReadAsync(FiguresFilter filter, CancellationToken cancellationToken);
}

/// <summary>Which interviews and ratings are counted, and how they are laid out over time.</summary>
public sealed record FiguresFilter
{
    /// <summary>The first moment; null for no limit.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The first moment after them; null for no limit.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Language of the interview; null for all.</summary>
    public string? Language { get; init; }

    /// <summary>Number of the revision; null for all.</summary>
    public int? RevisionId { get; init; }

    /// <summary>Unfinished interviews with nothing done since this moment are abandoned.</summary>
    public required DateTimeOffset AbandonedSince { get; init; }

    /// <summary>When each interval of time begins, oldest first. What lies before the first belongs to none.</summary>
    public required IReadOnlyList<DateTimeOffset> Intervals { get; init; }
}

/// <summary>Numbers of interviews and ratings.</summary>
public sealed record InterviewFigures
{
    /// <summary>Numbers of interviews by the interval in which they started, counted from 0, and by where they stand.</summary>
    public required IReadOnlyList<StartedFigure> Started { get; init; }

    /// <summary>Numbers of abandoned interviews by the question that waits; null for none.</summary>
    public required IReadOnlyList<KeyFigure> AbandonedAt { get; init; }

    /// <summary>Numbers of finished interviews by code of a flag.</summary>
    public required IReadOnlyList<KeyFigure> Flags { get; init; }

    /// <summary>Numbers of finished interviews by key of a slot with a value.</summary>
    public required IReadOnlyList<KeyFigure> FilledSlots { get; init; }

    /// <summary>How long half of the finished interviews took at most; null without any.</summary>
    public TimeSpan? MedianTime { get; init; }

    /// <summary>How long nine of ten finished interviews took at most; null without any.</summary>
    public TimeSpan? NinetiethTime { get; init; }

    /// <summary>Numbers of ratings by the interval in which they were left, counted from 0, and by stars.</summary>
    public required IReadOnlyList<RatingFigure> Ratings { get; init; }
}

/// <summary>A number of interviews.</summary>
/// <param name="Interval">The interval in which they started, counted from 0.</param>
/// <param name="Standing">Where they stand.</param>
/// <param name="EndedEarly">Whether their respondents ended them before they were complete.</param>
/// <param name="Count">How many.</param>
public sealed record StartedFigure(int Interval, Interviews.InterviewStanding Standing, bool EndedEarly, int Count);

/// <summary>A number of interviews.</summary>
/// <param name="Key">What they have in common; null for none.</param>
/// <param name="Count">How many.</param>
public sealed record KeyFigure(string? Key, int Count);

/// <summary>A number of ratings.</summary>
/// <param name="Interval">The interval in which they were left, counted from 0.</param>
/// <param name="Stars">1 to 5.</param>
/// <param name="Count">How many.</param>
public sealed record RatingFigure(int Interval, int Stars, int Count);
