namespace AgentBrain.Application.Brain;

/// <summary>
/// Which revision is the newest, while somebody who watches the database keeps saying so: an interview that starts need not ask then. What was
/// read counts for <see cref="Lasts"/>, whatever becomes of who reads, and until this node publishes.
/// </summary>
public sealed class NewestRevision(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _publications;
    private Known? _known;

    /// <summary>For how long it may be used what was read, counted from before it was read.</summary>
    public static TimeSpan Lasts { get; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Its id; null when the database has to be asked.</summary>
    public int? Id => Volatile.Read(ref _known) is { } known && time.GetElapsedTime(known.At.Timestamp) < Lasts ? known.Id : null;

    /// <summary>To be called before the database is read.</summary>
    public Moment BeforeReading() => new(Volatile.Read(ref _publications), time.GetTimestamp());

    /// <summary>Takes over what was read, unless this node has published meanwhile.</summary>
    /// <param name="id">Id of the newest revision; null when none is published.</param>
    /// <param name="at">The moment before it was read.</param>
    public void Read(int? id, Moment at)
    {
        lock (_lock)
        {
            if (at.Publications == _publications)
                Volatile.Write(ref _known, id is { } known ? new Known(known, at) : null);
        }
    }

    /// <summary>Lets the database be asked until it has been read anew.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _publications++;
            Volatile.Write(ref _known, null);
        }
    }

    /// <summary>A moment in the life of a node.</summary>
    public readonly record struct Moment
    {
        internal Moment(long publications, long timestamp) => (Publications, Timestamp) = (publications, timestamp);

        internal long Publications { get; }

        internal long Timestamp { get; }
    }

    private sealed record Known(int Id, Moment At);
}
