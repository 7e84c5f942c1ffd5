using System.Text.Json.Serialization;

namespace AgentBrain.Domain.Brain;

/// <summary>When a quick interview ends and how its questions are favoured. Stored under <c>brain_config.modes_quick</c>.</summary>
public sealed record InterviewPolicy
{
    /// <summary>Whether the mode is offered.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Hard limits.</summary>
    public InterviewLimits Limits { get; init; } = new();

    /// <summary>Slots that end the interview once all of them are established.</summary>
    public IReadOnlyList<CriticalSlot> CriticalSlots { get; init; } = [];

    /// <summary>Confidence (0 to 1) below which an answer may be clarified. Kept for configurations that are imported; the quick interview clarifies by raised risks alone.</summary>
    public decimal ClarifyThreshold { get; init; } = 0.45m;

    /// <summary>Adjustments of the score in this mode.</summary>
    public ScoringOverrides ScoringOverrides { get; init; } = new();

    /// <summary>Number of questions in the shortest usual interview: one for each critical slot.</summary>
    [JsonIgnore]
    public int UsualMinimum => Math.Min(CriticalSlots.Count, Limits.MaxQuestions);
}

/// <summary>Hard limits of an interview.</summary>
public sealed record InterviewLimits
{
    /// <summary>Most questions that are asked.</summary>
    public int MaxQuestions { get; init; } = 8;

    /// <summary>Most clarifications that are asked. Kept for configurations that are imported, as <see cref="InterviewPolicy.ClarifyThreshold"/>.</summary>
    public int MaxClarifications { get; init; } = 1;

    /// <summary>Number of low-information answers in a row that ends the interview.</summary>
    public int LowInfoStreakMax { get; init; } = 2;
}

/// <summary>A slot that has to be established.</summary>
public sealed record CriticalSlot
{
    /// <summary>Key of the slot.</summary>
    public required string Id { get; init; }

    /// <summary>Confidence (0 to 1) from which its value counts.</summary>
    public double MinConfidence { get; init; } = 0.6;
}

/// <summary>Adjustments of the score in a mode.</summary>
public sealed record ScoringOverrides
{
    /// <summary>The adjustments.</summary>
    public QuickScoringWeights Weights { get; init; } = new();
}

/// <summary>Points that the quick interview adds to or takes from a score.</summary>
public sealed record QuickScoringWeights
{
    /// <summary>Added per covered critical slot that is not established.</summary>
    public decimal MissingCriticalSlotBonus { get; init; }

    /// <summary>Taken when the question was the last one and covers no critical slot that is still missing.</summary>
    public decimal DiversifyTopicPenalty { get; init; }

    /// <summary>Taken when all covered slots have a value or were declined.</summary>
    public decimal RepeatSlotPenalty { get; init; }
}

/// <summary>When a precise interview ends and what it clarifies. Stored under <c>brain_config.modes_precise</c>.</summary>
public sealed record PrecisePolicy
{
    /// <summary>Whether the mode is offered.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Fewest answered questions after which it may be complete.</summary>
    public int MinQuestions { get; init; } = 8;

    /// <summary>Most questions that are asked; clarifications do not count.</summary>
    public int MaxQuestions { get; init; } = 12;

    /// <summary>Progress in whole percent (0 to 100) from which it is complete.</summary>
    public int CompleteAtProgress { get; init; } = 95;

    /// <summary>Confidence (0 to 1) below which a slot that an answer filled is clarified.</summary>
    public double ClarifyBelow { get; init; } = 0.6;
}
