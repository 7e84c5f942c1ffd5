namespace AgentBrain.Application.Interviews;

/// <summary>Where an interview stands, as those who read it see it.</summary>
public enum InterviewStanding
{
    /// <summary>Without a report; its respondent did something less than a day ago.</summary>
    InProgress,

    /// <summary>Without a report; its respondent did nothing for a day. They may still come back.</summary>
    Abandoned,

    /// <summary>With a report.</summary>
    Finished,
}

/// <summary>Tells where interviews stand.</summary>
internal static class InterviewStandings
{
    /// <summary>After how long without a respondent's doing anything an unfinished interview counts as abandoned.</summary>
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(24);

    /// <summary>Unfinished interviews with nothing done since this moment are abandoned.</summary>
    public static DateTimeOffset AbandonedSince(this TimeProvider time) => time.GetUtcNow() - AbandonedAfter;

    /// <summary>Where an interview stands.</summary>
    public static InterviewStanding Of(DateTimeOffset? completedAt, DateTimeOffset lastActivityAt, DateTimeOffset abandonedSince) =>
        completedAt is not null ? InterviewStanding.Finished
        : lastActivityAt > abandonedSince ? InterviewStanding.InProgress
        : InterviewStanding.Abandoned;
}
