namespace AgentBrain.Domain.Interviews;

/// <summary>What an answer was understood to say.</summary>
public sealed record Understanding
{
    /// <summary>Nothing was understood.</summary>
    public static Understanding Nothing { get; } = new();

    /// <summary>One entry per slot about which the answer says something.</summary>
    public IReadOnlyList<UnderstoodSlot> Slots { get; init; } = [];

    /// <summary>The respondent says that they do not know or have no preference, and nothing else.</summary>
    public bool Declined { get; init; }
}

/// <summary>What an answer says about one slot.</summary>
public sealed record UnderstoodSlot
{
    /// <summary>Key of the slot.</summary>
    public required string SlotKey { get; init; }

    /// <summary>Options that the answer supports, in any order.</summary>
    public IReadOnlyList<UnderstoodOption> Options { get; init; } = [];

    /// <summary>A quantity that the answer states, or null.</summary>
    public UnderstoodMeasure? Measure { get; init; }

    /// <summary>Options that the answer rejects.</summary>
    public IReadOnlyList<DeniedOption> Denied { get; init; } = [];
}

/// <summary>An option that an answer supports.</summary>
/// <param name="Key">Key of the option.</param>
/// <param name="Confidence">0 to 1; see <see cref="ConfidenceLevels"/>.</param>
/// <param name="Evidence">Where the answer says so.</param>
public sealed record UnderstoodOption(string Key, double Confidence, EvidenceSpan Evidence);

/// <summary>An option that an answer rejects.</summary>
/// <param name="Key">Key of the option.</param>
/// <param name="Confidence">0 to 1; see <see cref="ConfidenceLevels"/>.</param>
public sealed record DeniedOption(string Key, double Confidence);

/// <summary>A quantity that an answer states.</summary>
/// <param name="Text">The canonical form, for example <c>4-6 people</c>.</param>
/// <param name="Confidence">0 to 1; see <see cref="ConfidenceLevels"/>.</param>
/// <param name="Evidence">Where the answer says so.</param>
public sealed record UnderstoodMeasure(string Text, double Confidence, EvidenceSpan Evidence);

/// <summary>A part of an answer's text.</summary>
/// <param name="Start">Index of the first UTF-16 character.</param>
/// <param name="Length">Number of UTF-16 characters, at least 1.</param>
public readonly record struct EvidenceSpan(int Start, int Length)
{
    /// <summary>The words that the span covers in <paramref name="text"/>.</summary>
    public string Of(string text) => text.Substring(Start, Length);
}

/// <summary>How sure understanding is of what it read.</summary>
public static class ConfidenceLevels
{
    /// <summary>Set by the respondent's own hand.</summary>
    public const double SetByHand = 1;

    /// <summary>Stated in answer to a question about the slot, in words or by picking an option.</summary>
    public const double Stated = 0.85;

    /// <summary>Mentioned in answer to another question.</summary>
    public const double InPassing = 0.65;

    /// <summary>Hedged: "maybe", "gal", "наверное".</summary>
    public const double Hedged = 0.45;

    /// <summary>Below this confidence a slot counts as missing.</summary>
    public const double Missing = 0.55;
}
