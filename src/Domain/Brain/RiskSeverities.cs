namespace AgentBrain.Domain.Brain;

/// <summary>How grave a risk may be.</summary>
public static class RiskSeverities
{
    /// <summary>The severities, gravest first.</summary>
    public static IReadOnlyList<string> All { get; } = ["high", Default, "low"];

    /// <summary>What a risk is where nothing is said.</summary>
    public const string Default = "medium";
}
