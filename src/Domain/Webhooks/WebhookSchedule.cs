namespace AgentBrain.Domain.Webhooks;

/// <summary>When a message is sent again that was not received.</summary>
public static class WebhookSchedule
{
    /// <summary>Longest time that a receiver can ask to be left alone.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    /// <summary>The pauses after the first, second, … attempt that failed. After the last of them there is one more attempt.</summary>
    public static IReadOnlyList<TimeSpan> Pauses { get; } =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <summary>Number of attempts, the first included.</summary>
    public static int Attempts => Pauses.Count + 1;

    /// <summary>How long to wait after an attempt that failed; null when it was the last.</summary>
    /// <param name="attempts">Attempts so far, at least 1.</param>
    /// <param name="asked">How long the receiver asked to be left alone; counts where it is longer, up to <see cref="LongestPause"/>.</param>
    public static TimeSpan? PauseAfter(int attempts, TimeSpan? asked)
    {
        if (attempts >= Attempts)
            return null;
        var pause = Pauses[attempts - 1];
        return asked > pause ? (asked.Value < LongestPause ? asked.Value : LongestPause) : pause;
    }
}
