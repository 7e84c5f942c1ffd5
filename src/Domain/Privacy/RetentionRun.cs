using AgentBrain.Domain.Jobs;

namespace AgentBrain.Domain.Privacy;

/// <summary>A day on which what has been kept long enough is removed.</summary>
public sealed class RetentionRun : OutsideWork
{
    private RetentionRun()
    {
    }

    private RetentionRun(DateOnly day, DateTimeOffset now)
        : base(now) => Day = day;

    /// <summary>The day (UTC); there is one for each.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>How much was removed.</summary>
    public int Removed { get; private set; }

    /// <summary>How much could not be removed; the next day tries again.</summary>
    public int Left { get; private set; }

    /// <inheritdoc/>
    protected override IReadOnlyList<TimeSpan> Pauses { get; } = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];

    /// <summary>To be done at once.</summary>
    public static RetentionRun Of(DateTimeOffset now) => new(DateOnly.FromDateTime(now.UtcDateTime), now);

    /// <summary>Notes what was done.</summary>
    public void Note(int removed, int left) => (Removed, Left) = (Removed + removed, left);
}
