using AgentBrain.Domain.Brain;

namespace AgentBrain.Domain.Engine;

/// <summary>Whether a risk rule raises its flag.</summary>
public enum FlagState
{
    /// <summary>The rule does not hold.</summary>
    NotRaised,

    /// <summary>The rule holds only because some slot has no value yet.</summary>
    Possible,

    /// <summary>The rule holds and every condition rests on a slot with a value.</summary>
    Confirmed,
}

/// <summary>A raised risk.</summary>
/// <param name="Code">The rule's code.</param>
/// <param name="Severity">The rule's severity.</param>
/// <param name="Confirmed">True when every condition rests on a slot with a value.</param>
/// <param name="Evidence">Slots of all conditions, in order, as often as they are named.</param>
public sealed record RaisedFlag(string Code, string Severity, bool Confirmed, IReadOnlyList<string> Evidence);

/// <summary>Why an interview ends, or that it goes on.</summary>
/// <param name="ShouldStop">Whether it ends.</param>
/// <param name="Reason">One of the constants; null when it goes on.</param>
public readonly record struct StopDecision(bool ShouldStop, string? Reason)
{
    /// <summary>Every critical slot is established.</summary>
    public const string CriticalSlotsMet = "critical_slots_met";

    /// <summary>The most questions were asked.</summary>
    public const string MaxQuestions = "max_questions";

    /// <summary>Too many low-information answers in a row.</summary>
    public const string LowInfoStreak = "low_info_streak";

    /// <summary>No question is eligible any more.</summary>
    public const string NoQuestionsLeft = "no_questions_left";

    /// <summary>The respondent ended the interview before it was complete.</summary>
    public const string EndedEarly = "ended_early";

    /// <summary>The interview goes on.</summary>
    public static StopDecision GoOn { get; }

    /// <summary>The interview ends for <paramref name="reason"/>.</summary>
    public static StopDecision Stop(string reason) => new(true, reason);
}

/// <summary>Whether a question may be asked now.</summary>
public enum Eligibility
{
    /// <summary>It may be asked.</summary>
    Eligible,

    /// <summary>It was asked already in this session.</summary>
    Asked,

    /// <summary>A skip rule leaves it out.</summary>
    Skipped,

    /// <summary>It needs a raised risk and none that it covers is raised.</summary>
    RiskNotRaised,
}

/// <summary>What the weights of one decision are multiplied with.</summary>
public readonly record struct ScoreWeights(ScoringWeights Base, QuickScoringWeights Quick);

/// <summary>A question that was considered, with what its score is made of.</summary>
public readonly record struct Candidate
{
    /// <summary>The question.</summary>
    public required QuestionDefinition Question { get; init; }

    /// <summary>Whether it may be asked now.</summary>
    public Eligibility Eligibility { get; init; }

    /// <summary>Id of the skip rule that leaves it out; null otherwise.</summary>
    public string? SkippedBy { get; init; }

    /// <summary>The sum of the terms.</summary>
    public decimal Score { get; init; }

    internal ScoreCounts Counts { get; init; }

    /// <summary>The scoring terms that are not zero, by name; they sum to <see cref="Score"/>.</summary>
    public IReadOnlyDictionary<string, decimal> Terms(ScoreWeights weights) => Counts.Terms(weights);
}

/// <summary>How often each term counts; the points follow from the weights.</summary>
internal readonly record struct ScoreCounts(
    int BasePriority,
    int MissingSlots,
    int RequiredMissing,
    int RaisedRisks,
    bool RoundFits,
    bool Asked,
    int MissingCritical,
    bool Repeats,
    bool SameTopic)
{
    public decimal Total(in ScoreWeights weights)
    {
        var total = (BasePriority * weights.Base.BasePriority)
            + (MissingSlots * weights.Base.MissingSlot)
            + (RequiredMissing * weights.Base.RequiredSlotBonus)
            + (RaisedRisks * weights.Base.Risk)
            + (MissingCritical * weights.Quick.MissingCriticalSlotBonus);
        if (RoundFits)
            total += weights.Base.RoundFit;
        if (Asked)
            total += weights.Base.AskedPenalty;
        if (Repeats)
            total -= weights.Quick.RepeatSlotPenalty;
        if (SameTopic)
            total -= weights.Quick.DiversifyTopicPenalty;
        return total;
    }

    public Dictionary<string, decimal> Terms(ScoreWeights weights)
    {
        var terms = new Dictionary<string, decimal>(StringComparer.Ordinal);
        Add(ScoreTerms.BasePriority, BasePriority * weights.Base.BasePriority);
        Add(ScoreTerms.MissingSlot, MissingSlots * weights.Base.MissingSlot);
        Add(ScoreTerms.RequiredSlotBonus, RequiredMissing * weights.Base.RequiredSlotBonus);
        Add(ScoreTerms.Risk, RaisedRisks * weights.Base.Risk);
        Add(ScoreTerms.RoundFit, RoundFits ? weights.Base.RoundFit : 0);
        Add(ScoreTerms.AskedPenalty, Asked ? weights.Base.AskedPenalty : 0);
        Add(ScoreTerms.MissingCriticalSlotBonus, MissingCritical * weights.Quick.MissingCriticalSlotBonus);
        Add(ScoreTerms.RepeatSlotPenalty, Repeats ? -weights.Quick.RepeatSlotPenalty : 0);
        Add(ScoreTerms.DiversifyTopicPenalty, SameTopic ? -weights.Quick.DiversifyTopicPenalty : 0);
        return terms;

        void Add(string name, decimal points)
        {
            if (points != 0)
                terms.Add(name, points);
        }
    }
}

/// <summary>Names of the scoring terms, equal to the names of their weights.</summary>
public static class ScoreTerms
{
    /// <summary>The question's own priority.</summary>
    public const string BasePriority = "base_priority";

    /// <summary>Covered slots that are missing.</summary>
    public const string MissingSlot = "missing_slot";

    /// <summary>Covered slots that are missing and required.</summary>
    public const string RequiredSlotBonus = "required_slot_bonus";

    /// <summary>Covered risks that are raised.</summary>
    public const string Risk = "risk";

    /// <summary>The question belongs to the current round.</summary>
    public const string RoundFit = "round_fit";

    /// <summary>The question was asked already.</summary>
    public const string AskedPenalty = "asked_penalty";

    /// <summary>Covered critical slots that are not established.</summary>
    public const string MissingCriticalSlotBonus = "missing_critical_slot_bonus";

    /// <summary>All covered slots have a value or were declined.</summary>
    public const string RepeatSlotPenalty = "repeat_slot_penalty";

    /// <summary>The question was the last one.</summary>
    public const string DiversifyTopicPenalty = "diversify_topic_penalty";

    /// <summary>All names in the order in which an explanation lists them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        MissingSlot, RequiredSlotBonus, MissingCriticalSlotBonus, Risk, RoundFit, BasePriority, AskedPenalty, RepeatSlotPenalty, DiversifyTopicPenalty,
    ];
}

/// <summary>What settled a choice between equal scores.</summary>
public enum TieBreak
{
    /// <summary>Nothing had to: the best score was alone.</summary>
    None,

    /// <summary>The higher base priority.</summary>
    BasePriority,

    /// <summary>The id that comes first.</summary>
    Id,
}

/// <summary>The outcome of one decision: flags, stop or next question, and the arithmetic behind it.</summary>
public sealed class Decision
{
    /// <summary>Raised flags in the order of their rules.</summary>
    public required IReadOnlyList<RaisedFlag> Flags { get; init; }

    /// <summary>Whether and why the interview ends.</summary>
    public required StopDecision Stop { get; init; }

    /// <summary>All enabled questions in tie-break order (base priority descending, then id).</summary>
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    /// <summary>The weights that the scores were made with.</summary>
    public required ScoreWeights Weights { get; init; }

    /// <summary>Index in <see cref="Candidates"/> of the question to ask; null when the interview ends.</summary>
    public required int? ChosenIndex { get; init; }

    /// <summary>What settled the choice between equal scores.</summary>
    public required TieBreak TieBreak { get; init; }

    /// <summary>The question to ask; null when the interview ends.</summary>
    public QuestionDefinition? Chosen => ChosenIndex is { } index ? Candidates[index].Question : null;

    /// <summary>The eligible question that would have been asked otherwise; null when there is none.</summary>
    public Candidate? RunnerUp
    {
        get
        {
            if (ChosenIndex is not { } chosen)
                return null;
            Candidate? best = null;
            for (var index = 0; index < Candidates.Count; index++)
            {
                var candidate = Candidates[index];
                if (index != chosen && candidate.Eligibility == Eligibility.Eligible && (best is null || candidate.Score > best.Value.Score))
                    best = candidate;
            }
            return best;
        }
    }
}
