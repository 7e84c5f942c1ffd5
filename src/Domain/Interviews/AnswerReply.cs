using AgentBrain.Domain.Engine;

namespace AgentBrain.Domain.Interviews;

/// <summary>What an answer changed, and where the interview stands after it.</summary>
public sealed record AnswerReply
{
    /// <summary>The round, 1 to 3.</summary>
    public required int Round { get; init; }

    /// <summary>Keys of the slots that the answer filled or changed.</summary>
    public required IReadOnlyList<string> SlotsUpdated { get; init; }

    /// <summary>Raised flags.</summary>
    public required IReadOnlyList<RiskFlag> RiskFlags { get; init; }

    /// <summary>A summary of the round; null without one.</summary>
    public string? RoundSummary { get; init; }

    /// <summary>The question that waits; empty when the interview has ended.</summary>
    public required IReadOnlyList<AskedQuestion> NextQuestions { get; init; }

    /// <summary>How far each slot is filled, in the order of the brain.</summary>
    public required IReadOnlyList<SlotStatus> SlotStatus { get; init; }

    /// <summary>How far the interview is, 0 to 100.</summary>
    public required int ProgressPercent { get; init; }

    /// <summary>Where <paramref name="session"/> stands after an answer.</summary>
    /// <param name="session">The interview.</param>
    /// <param name="slotsUpdated">Keys of the slots that the answer filled or changed.</param>
    /// <param name="brain">The brain of the session's revision.</param>
    public static AnswerReply Of(Session session, IReadOnlyList<string> slotsUpdated, CompiledBrain brain) => new()
    {
        Round = session.Round,
        SlotsUpdated = slotsUpdated,
        RiskFlags = session.State.RiskFlags,
        RoundSummary = session.State.RoundSummary,
        NextQuestions = session.State.NextQuestions,
        SlotStatus = Interviews.SlotStatus.AllOf(session, brain),
        ProgressPercent = session.ProgressPercent(brain),
    };
}

/// <summary>How far a slot is filled.</summary>
/// <param name="SlotKey">Key of the slot.</param>
/// <param name="Label">Its label in the language of the interview.</param>
/// <param name="Status">How far.</param>
/// <param name="Confidence">0 to 1; 0 without a value.</param>
public sealed record SlotStatus(string SlotKey, string Label, SlotFilling Status, double Confidence)
{
    /// <summary>Those of all slots of a brain, in its order.</summary>
    public static IReadOnlyList<SlotStatus> AllOf(Session session, CompiledBrain brain) =>
        [.. brain.Document.Slots.Select(slot => Of(slot, session.State.Slots.GetValueOrDefault(slot.Key) ?? SlotValue.Empty, session.Language))];

    private static SlotStatus Of(Brain.SlotDefinition slot, SlotValue value, string language) => new(
        slot.Key,
        slot.Label.In(language),
        !value.HasValue ? SlotFilling.Empty : value.Confidence < ConfidenceLevels.Missing ? SlotFilling.Partial : SlotFilling.Filled,
        value.HasValue ? value.Confidence : 0);
}

/// <summary>How far a slot is filled.</summary>
public enum SlotFilling
{
    /// <summary>Nothing is known, or the respondent does not know.</summary>
    Empty,

    /// <summary>Something is known, and not surely: below <see cref="ConfidenceLevels.Missing"/>.</summary>
    Partial,

    /// <summary>It is known.</summary>
    Filled,
}
