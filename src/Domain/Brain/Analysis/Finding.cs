namespace AgentBrain.Domain.Brain.Analysis;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Interviews would break or mislead; the brain cannot be published.</summary>
    Error,

    /// <summary>Most likely a mistake.</summary>
    Warning,

    /// <summary>Worth a look, often meant as it is.</summary>
    Hint,
}

/// <summary>Something in a brain that its author should see.</summary>
/// <param name="Code">Stable code of the <see cref="FindingKind"/>.</param>
/// <param name="Severity">How much it matters; that of the kind.</param>
/// <param name="Sentence">What is the matter and what to do, in plain English.</param>
/// <param name="At">The place to mend.</param>
public sealed record Finding(string Code, FindingSeverity Severity, string Sentence, BrainAddress At)
{
    /// <summary>Other places concerned. For a logical finding the smallest set of rules or parts that are in conflict.</summary>
    public IReadOnlyList<BrainAddress> Involved { get; init; } = [];

    /// <summary>A state of an interview that shows it: the text of each slot that has a value, by key. Null where no state is needed to see it.</summary>
    public IReadOnlyDictionary<string, string>? Witness { get; init; }
}

/// <summary>What a code stands for.</summary>
/// <param name="Code">Stable, in lower case with hyphens.</param>
/// <param name="Severity">How much such findings matter.</param>
/// <param name="Title">What is the matter, in a few words.</param>
/// <param name="Explanation">Why it matters and what to do about it.</param>
public sealed record FindingKind(string Code, FindingSeverity Severity, string Title, string Explanation);
