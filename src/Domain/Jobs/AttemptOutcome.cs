namespace AgentBrain.Domain.Jobs;

/// <summary>What became of one attempt at a piece of <see cref="OutsideWork"/>.</summary>
public abstract record AttemptOutcome
{
    private AttemptOutcome()
    {
    }

    /// <summary>It is done.</summary>
    public sealed record Succeeded : AttemptOutcome;

    /// <summary>The node ends, or was told to stop: somebody else goes on at once.</summary>
    public sealed record Interrupted : AttemptOutcome;

    /// <summary>It may succeed another time.</summary>
    /// <param name="Reason">Why not now, without anything that a respondent wrote.</param>
    /// <param name="After">When to try again at the earliest, if the other side said so.</param>
    public sealed record NotNow(string Reason, TimeSpan? After = null) : AttemptOutcome;

    /// <summary>It will not succeed as it is.</summary>
    /// <param name="Reason">Why not, without anything that a respondent wrote.</param>
    public sealed record Refused(string Reason) : AttemptOutcome;
}
