namespace AgentBrain.Domain.Jobs;

/// <summary>
/// Something that is to be done outside of the database: a mail, a delivery, a transcription. Its row is the truth about it; whoever does it holds a
/// lease, so that it is found again when they are killed.
/// </summary>
public abstract class OutsideWork
{
    /// <summary>Longest <see cref="LastError"/>, in characters.</summary>
    public const int MaxError = 500;

    /// <summary>How often in a row it may be left behind. What ends every node that does it must not go on doing so.</summary>
    public const int MostTakeovers = 20;

    /// <summary>How long a lease lasts without being extended.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>For EF.</summary>
    protected OutsideWork()
    {
    }

    /// <summary>To be done at once.</summary>
    /// <param name="now">The present time.</param>
    protected OutsideWork(DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CreatedAt = now;
        NextAttemptAt = now;
    }

    /// <summary>Id, assigned when it is made.</summary>
    public Guid Id { get; private set; }

    /// <summary>Where it stands.</summary>
    public WorkStatus Status { get; private set; }

    /// <summary>How often it was begun since it was made or begun again by hand, without <see cref="Takeovers"/>.</summary>
    public int Attempts { get; private set; }

    /// <summary>How often in a row it was taken over from somebody who had left it behind.</summary>
    public int Takeovers { get; private set; }

    /// <summary>Whether it was left behind too often to be tried once more.</summary>
    public bool IsLeftTooOften => Takeovers > MostTakeovers;

    /// <summary>When it is to be tried (UTC); null unless it waits.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>Who is at it; null unless it runs.</summary>
    public Guid? LeaseId { get; private set; }

    /// <summary>Until when whoever is at it has it for themselves (UTC); null unless it runs.</summary>
    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>Why the last attempt did not succeed, without anything that a respondent wrote; null when none failed.</summary>
    public string? LastError { get; private set; }

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was done or given up (UTC); null before that.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Concurrency token, kept by the database: of two who begin it one is refused.</summary>
    public uint Version { get; private set; }

    /// <summary>Pauses after the first, second, … attempt that did not succeed. After as many attempts as there are pauses and one more it is given up.</summary>
    protected abstract IReadOnlyList<TimeSpan> Pauses { get; }

    /// <summary>Whether it waits and its time has come, or was left behind.</summary>
    /// <param name="now">The present time.</param>
    public bool IsDue(DateTimeOffset now) => Status switch
    {
        WorkStatus.Waiting => NextAttemptAt <= now,
        WorkStatus.Running => LeasedUntil < now,
        _ => false,
    };

    /// <summary>Begins an attempt.</summary>
    /// <returns>The lease.</returns>
    /// <exception cref="InvalidOperationException">It is not due; callers check <see cref="IsDue"/>.</exception>
    public Guid Begin(DateTimeOffset now)
    {
        if (!IsDue(now))
            throw new InvalidOperationException("Only what is due can be begun.");
        var lease = Guid.CreateVersion7(now);
        // Who left it behind was ended before it was known whether it would succeed: that says nothing against the other side.
        if (Status == WorkStatus.Running)
            Takeovers++;
        else
            Attempts++;
        Status = WorkStatus.Running;
        NextAttemptAt = null;
        LeaseId = lease;
        LeasedUntil = now + Lease;
        EndedAt = null;
        return lease;
    }

    /// <summary>Stores what became of an attempt.</summary>
    /// <exception cref="InvalidOperationException">Nobody is at it; callers check <see cref="LeaseId"/>.</exception>
    public void End(AttemptOutcome outcome, DateTimeOffset now)
    {
        MustRun();
        LeaseId = null;
        LeasedUntil = null;
        Takeovers = 0;
        switch (outcome)
        {
            case AttemptOutcome.Succeeded:
                Finish(WorkStatus.Done, null, now);
                break;
            case AttemptOutcome.Interrupted:
                // It was not its fault: that attempt does not count.
                Attempts--;
                Wait(now);
                break;
            case AttemptOutcome.NotNow retry when Attempts <= Pauses.Count:
                LastError = Shortened(retry.Reason);
                Wait(now + (retry.After ?? Pauses[Attempts - 1]));
                break;
            case AttemptOutcome.NotNow exhausted:
                Finish(WorkStatus.Failed, exhausted.Reason, now);
                break;
            case AttemptOutcome.Refused refused:
                Finish(WorkStatus.Failed, refused.Reason, now);
                break;
        }
    }

    /// <summary>Has it tried at once and, if need be, as often as when it was new; also when it was done or given up.</summary>
    /// <exception cref="InvalidOperationException">Somebody is at it; callers check <see cref="Status"/>.</exception>
    public void TryAgain(DateTimeOffset now)
    {
        if (Status == WorkStatus.Running)
            throw new InvalidOperationException("It is being tried.");
        Attempts = 0;
        EndedAt = null;
        Wait(now);
    }

    // Half a character cannot be stored.
    private static string? Shortened(string? reason) =>
        reason?.Length > MaxError ? reason[..(char.IsHighSurrogate(reason[MaxError - 2]) ? MaxError - 2 : MaxError - 1)] + "…" : reason;

    private void Wait(DateTimeOffset until)
    {
        Status = WorkStatus.Waiting;
        NextAttemptAt = until;
    }

    private void Finish(WorkStatus status, string? reason, DateTimeOffset now)
    {
        Status = status;
        LastError = Shortened(reason);
        EndedAt = now;
    }

    private void MustRun()
    {
        if (Status != WorkStatus.Running)
            throw new InvalidOperationException("Nobody is at it.");
    }
}
