namespace AgentBrain.Domain.Brain;

/// <summary>Words or phrases in each language.</summary>
public sealed record LocalizedTerms
{
    /// <summary>Lithuanian terms.</summary>
    public IReadOnlyList<string> Lt { get; init; } = [];

    /// <summary>English terms.</summary>
    public IReadOnlyList<string> En { get; init; } = [];

    /// <summary>Russian terms.</summary>
    public IReadOnlyList<string> Ru { get; init; } = [];

    /// <summary>The terms in <paramref name="language"/>; empty for an unknown language.</summary>
    public IReadOnlyList<string> In(string language) => language switch
    {
        Languages.Lithuanian => Lt,
        Languages.English => En,
        Languages.Russian => Ru,
        _ => [],
    };
}
