using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentBrain.Domain.Interviews;

/// <summary>
/// What changes from answer to answer, kept as one document in <c>sessions.state</c> under the names that the legacy service used.
/// Immutable: every change is a new state. Members that this version does not know are carried along.
/// </summary>
public sealed record SessionState
{
    /// <summary>Language of the interview; see <see cref="Brain.Languages"/>.</summary>
    public string Language { get; init; } = Brain.Languages.Lithuanian;

    /// <summary><c>quick</c> or <c>precise</c>.</summary>
    public string InterviewMode { get; init; } = InterviewModes.Quick;

    /// <summary>The current round, 1 to 3.</summary>
    public int Round { get; init; } = 1;

    /// <summary>What is known of each slot, by key: gathered from <see cref="Answers"/> and <see cref="Corrections"/>.</summary>
    public IReadOnlyDictionary<string, SlotValue> Slots { get; init; } = new Dictionary<string, SlotValue>();

    /// <summary>What each answer says, in the order of the questions; null when it was stored before answers were kept one by one.</summary>
    public IReadOnlyList<AnswerStatements>? Answers { get; init; }

    /// <summary>What was known before answers were kept one by one, by key of the slot.</summary>
    public IReadOnlyDictionary<string, SlotValue> InheritedSlots { get; init; } = new Dictionary<string, SlotValue>();

    /// <summary>Keys of the slots that the respondent had declined before answers were kept one by one.</summary>
    public IReadOnlyList<string> InheritedDeclined { get; init; } = [];

    /// <summary>Number of low-information answers in a row before answers were kept one by one.</summary>
    public int InheritedLowInfoStreak { get; init; }

    /// <summary>What the respondent set by hand, by key of the slot.</summary>
    public IReadOnlyDictionary<string, SlotCorrection> Corrections { get; init; } = new Dictionary<string, SlotCorrection>();

    /// <summary>Whether the respondent ended the interview before it was complete.</summary>
    public bool EndedEarly { get; init; }

    /// <summary>Number of decisions made; null when it was stored before they were counted.</summary>
    public int? DecisionCount { get; init; }

    /// <summary>Keys of slots without a value.</summary>
    public IReadOnlyList<string> UnknownSlots { get; init; } = [];

    /// <summary>Keys of slots that the respondent declined ("I don't know"). They count as settled.</summary>
    public IReadOnlyList<string> DeclinedSlots { get; init; } = [];

    /// <summary>Raised flags.</summary>
    public IReadOnlyList<RiskFlag> RiskFlags { get; init; } = [];

    /// <summary>A summary of the round; null without one.</summary>
    public string? RoundSummary { get; init; }

    /// <summary>Ids of the questions asked, in order.</summary>
    public IReadOnlyList<string> AskedQuestionIds { get; init; } = [];

    /// <summary>The question that waits for an answer; empty when the interview has ended.</summary>
    public IReadOnlyList<AskedQuestion> NextQuestions { get; init; } = [];

    /// <summary>Number of questions asked.</summary>
    public int QuestionsAskedCount { get; init; }

    /// <summary>Where a quick interview stands; null in other modes.</summary>
    public QuickState? QuickState { get; init; }

    /// <summary>What the legacy service left of the interview; null for interviews that began here, and before one of its is gone on with.</summary>
    public EarlierPart? Earlier { get; init; }

    /// <summary>The state to the letter, where the legacy service stored it and it has not changed since; null otherwise.</summary>
    [JsonIgnore]
    public JsonElement? Original { get; init; }

    /// <summary>Members that this version does not know.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; init; }
}

/// <summary>Names of the interview modes as they are stored.</summary>
public static class InterviewModes
{
    /// <summary>A handful of questions, ending as soon as the critical slots are established.</summary>
    public const string Quick = "quick";

    /// <summary>In rounds, until nearly everything is established.</summary>
    public const string Precise = "precise";
}

/// <summary>Where a quick interview stands.</summary>
public sealed record QuickState
{
    /// <summary>Number of questions asked.</summary>
    public int AskedCount { get; init; }

    /// <summary>Number of low-information answers in a row.</summary>
    public int LowInfoStreak { get; init; }

    /// <summary>Id of the last question; null before the first.</summary>
    public string? LastQuestionId { get; init; }

    /// <summary>Why the interview ended; null while it goes on. See <see cref="Engine.StopDecision"/>.</summary>
    public string? StopReason { get; init; }
}

/// <summary>A raised risk as the session keeps it.</summary>
/// <param name="Code">The rule's code.</param>
/// <param name="Severity">The rule's severity.</param>
/// <param name="Note">What it means, in the language of the interview.</param>
/// <param name="Evidence">Keys of the slots that the rule looks at.</param>
/// <param name="Confirmed">True when every condition rests on a slot with a value.</param>
public sealed record RiskFlag(string Code, string Severity, string Note, IReadOnlyList<string> Evidence, bool Confirmed);

/// <summary>A question as it was put to the respondent.</summary>
/// <param name="Id">The question's id.</param>
/// <param name="Text">Its text in the language of the interview.</param>
/// <param name="RoundHint">Its round; null for none.</param>
public sealed record AskedQuestion(string Id, string Text, int? RoundHint);
