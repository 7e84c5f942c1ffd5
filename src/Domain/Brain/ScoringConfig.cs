namespace AgentBrain.Domain.Brain;

/// <summary>The scoring weights of the working copy.</summary>
public sealed class ScoringConfig
{
    /// <summary>Key of the only row that is used.</summary>
    public const string DefaultKey = "default";

    private ScoringConfig()
    {
    }

    /// <summary>Key of the row.</summary>
    public string Key { get; private set; } = DefaultKey;

    /// <summary>The weights.</summary>
    public ScoringWeights Weights { get; private set; } = new();

    /// <summary>When it last changed (UTC).</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>The row for <paramref name="weights"/>.</summary>
    public static ScoringConfig From(ScoringWeights weights, DateTimeOffset now) => new() { Weights = weights, UpdatedAt = now };

    /// <summary>Takes over other weights.</summary>
    public void Change(ScoringWeights weights, DateTimeOffset now) => (Weights, UpdatedAt) = (weights, now);
}
