namespace AgentBrain.Domain.Brain;

/// <summary>
/// What is known of the working copy as a whole. Every edit raises its version, so that edits of different items cannot pass each other by:
/// one that rests on what another has just taken away meets a conflict instead.
/// </summary>
public sealed class WorkingCopyStamp
{
    /// <summary>Id of the only row.</summary>
    public const int TheOnly = 1;

    private WorkingCopyStamp()
    {
    }

    /// <summary>Id of the row; always <see cref="TheOnly"/>.</summary>
    public int Id { get; private set; } = TheOnly;

    /// <summary>Number of edits so far.</summary>
    public long Version { get; private set; }

    /// <summary>When it was last edited (UTC); null when never.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }

    /// <summary>Who edited it last; null when nobody did.</summary>
    public string? ChangedBy { get; private set; }

    /// <summary>When it was last published (UTC); null when never.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>Translations whose Lithuanian source has changed since they were written.</summary>
    public IReadOnlyList<BrainAddress> StaleTexts { get; private set; } = [];

    /// <summary>The stamp of a working copy that nobody has edited.</summary>
    public static WorkingCopyStamp Unedited() => new();

    /// <summary>Notes an edit.</summary>
    public void Edited(string by, IReadOnlyList<BrainAddress> staleTexts, DateTimeOffset now) =>
        (Version, ChangedAt, ChangedBy, StaleTexts) = (Version + 1, now, by, staleTexts);

    /// <summary>Notes that the working copy as it stands is published.</summary>
    public void Published(DateTimeOffset now) => PublishedAt = now;
}
