namespace AgentBrain.Domain.Privacy;

/// <summary>What is kept for a time.</summary>
public enum RetentionKind
{
    /// <summary>Name, e-mail address and telephone number, from when the report was made. The interview itself stays.</summary>
    ContactDetails,

    /// <summary>Finished interviews, from when the report was made. Figures that tell of nobody stay.</summary>
    Answers,

    /// <summary>Interviews that were not finished, from when something was last done to them. Figures that tell of nobody stay.</summary>
    Unfinished,

    /// <summary>Recordings of spoken answers, from when they were made. What was heard stays with the interview.</summary>
    Audio,

    /// <summary>What is known of mail that was sent or given up, and messages in files, from when they were made.</summary>
    Mail,

    /// <summary>Replies kept for programs that repeat a request, from when they were given.</summary>
    Replies,
}

/// <summary>How long something is kept. Where there is none for a kind, nothing of it is removed.</summary>
public sealed class RetentionPeriod
{
    /// <summary>Longest period in days.</summary>
    public const int MostDays = 36_500;

    private RetentionPeriod()
    {
    }

    /// <summary>What is kept.</summary>
    public RetentionKind Kind { get; private set; }

    /// <summary>For how many days, 1 to <see cref="MostDays"/>; null for ever.</summary>
    public int? Days { get; private set; }

    /// <summary>When somebody set it last (UTC).</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Concurrency token, kept by the database.</summary>
    public uint Version { get; private set; }

    /// <summary>A period.</summary>
    public static RetentionPeriod Of(RetentionKind kind, int? days, DateTimeOffset now)
    {
        var period = new RetentionPeriod { Kind = kind };
        period.Set(days, now);
        return period;
    }

    /// <summary>Sets it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 1 to <see cref="MostDays"/>; callers check.</exception>
    public void Set(int? days, DateTimeOffset now)
    {
        if (days is < 1 or > MostDays)
            throw new ArgumentOutOfRangeException(nameof(days));
        (Days, ChangedAt) = (days, now);
    }
}
