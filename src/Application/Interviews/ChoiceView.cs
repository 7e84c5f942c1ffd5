using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Interviews;

/// <summary>Why a question was chosen, with all the arithmetic.</summary>
public sealed record ChoiceView
{
    /// <summary>Place of the decision among those of the interview, counted from 1.</summary>
    public required int Sequence { get; init; }

    /// <summary>What its score is made of.</summary>
    public required IReadOnlyList<TermView> Terms { get; init; }

    /// <summary>The score: the sum of the points.</summary>
    public required decimal Total { get; init; }

    /// <summary>The question that came second; null when there was none.</summary>
    public CandidateView? RunnerUp { get; init; }

    /// <summary>By how much it won; null without a second.</summary>
    public decimal? Margin => RunnerUp is null ? null : Total - RunnerUp.Total;

    /// <summary>What settled the choice between equal scores.</summary>
    public required TieBreak TieBreak { get; init; }

    /// <summary>Number of questions that could have been asked.</summary>
    public required int Eligible { get; init; }

    /// <summary>Number of questions that had been asked.</summary>
    public required int Asked { get; init; }

    /// <summary>Questions that rules left out.</summary>
    public required IReadOnlyList<SkippedView> Skipped { get; init; }

    /// <summary>Number of questions that need a risk of which none was raised.</summary>
    public required int WithoutRisk { get; init; }

    /// <summary>Covered slots of which nothing sure was known, by key.</summary>
    public required IReadOnlyDictionary<string, string> MissingSlots { get; init; }

    /// <summary>Raised flags that it helps to settle.</summary>
    public required IReadOnlyList<TimelineFlag> Risks { get; init; }

    /// <summary>Why the question of a decision was chosen; null when it chose none that is known.</summary>
    internal static ChoiceView? Of(DecisionRecord record, BrainWords words)
    {
        if (words.Brain is not { } brain || DecisionReasons.Of(record, brain) is not { } reasons)
            return null;
        var candidates = record.Details.Candidates;
        return new ChoiceView
        {
            Sequence = record.Sequence,
            Terms = TermView.Of(reasons.Chosen.Terms, brain),
            Total = reasons.Chosen.Score,
            RunnerUp = reasons.RunnerUp is { } second ? new CandidateView(second.Id, words.Question(second.Id), TermView.Of(second.Terms, brain), second.Score) : null,
            TieBreak = record.Details.TieBreak,
            Eligible = candidates.Count(candidate => candidate.Eligible),
            Asked = candidates.Count(candidate => candidate.Reason == Eligibility.Asked),
            Skipped =
            [
                .. candidates.Where(candidate => candidate.Reason == Eligibility.Skipped)
                    .Select(candidate => new SkippedView(candidate.Id, words.Question(candidate.Id), candidate.SkippedBy ?? "")),
            ],
            WithoutRisk = candidates.Count(candidate => candidate.Reason == Eligibility.RiskNotRaised),
            MissingSlots = reasons.MissingSlots.ToDictionary(slot => slot.Key, slot => slot.Label.In(Languages.English)),
            Risks = [.. reasons.Risks.Select(risk => words.Flag(risk.Rule.Code, risk.Rule.Severity, risk.Confirmed, null))],
        };
    }
}

/// <summary>A term of a score.</summary>
/// <param name="Name">See <see cref="ScoreTerms"/>.</param>
/// <param name="Count">How often it counts.</param>
/// <param name="Weight">Points for each.</param>
/// <param name="Points">Their product.</param>
public sealed record TermView(string Name, decimal Count, decimal Weight, decimal Points)
{
    /// <summary>The terms that count, in the order in which an explanation lists them.</summary>
    internal static IReadOnlyList<TermView> Of(IReadOnlyDictionary<string, decimal> terms, CompiledBrain brain) =>
    [
        .. ScoreTerms.All.Where(terms.ContainsKey).Select(name =>
        {
            var weight = WeightOf(name, brain);
            // A weight of nothing gives no points, and then there is no term.
            return new TermView(name, weight == 0 ? 1 : terms[name] / weight, weight == 0 ? terms[name] : weight, terms[name]);
        }),
    ];

    private static decimal WeightOf(string name, CompiledBrain brain)
    {
        var weights = brain.Document.Scoring.Weights;
        var quick = brain.Policy.ScoringOverrides.Weights;
        return name switch
        {
            ScoreTerms.BasePriority => weights.BasePriority,
            ScoreTerms.MissingSlot => weights.MissingSlot,
            ScoreTerms.RequiredSlotBonus => weights.RequiredSlotBonus,
            ScoreTerms.Risk => weights.Risk,
            ScoreTerms.RoundFit => weights.RoundFit,
            ScoreTerms.AskedPenalty => weights.AskedPenalty,
            ScoreTerms.MissingCriticalSlotBonus => quick.MissingCriticalSlotBonus,
            ScoreTerms.RepeatSlotPenalty => -quick.RepeatSlotPenalty,
            ScoreTerms.DiversifyTopicPenalty => -quick.DiversifyTopicPenalty,
            _ => 0,
        };
    }
}

/// <summary>A question that could have been asked.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The question.</param>
/// <param name="Terms">What its score is made of.</param>
/// <param name="Total">The score.</param>
public sealed record CandidateView(string Id, string Text, IReadOnlyList<TermView> Terms, decimal Total);

/// <summary>A question that a rule left out.</summary>
/// <param name="QuestionId">Its id.</param>
/// <param name="Text">The question.</param>
/// <param name="RuleId">Id of the skip rule.</param>
public sealed record SkippedView(string QuestionId, string Text, string RuleId);

/// <summary>Puts what an interview holds into the words of its brain, in English where the brain has English ones; into keys where there is no brain.</summary>
internal sealed class BrainWords(CompiledBrain? brain)
{
    public CompiledBrain? Brain { get; } = brain;

    public string Question(string id) => Brain?.FindQuestion(id)?.Text.In(Languages.English) ?? id;

    public string Slot(string key) => Brain?.FindSlot(key)?.Label.In(Languages.English) ?? key;

    /// <summary>An option or a measure of a slot.</summary>
    public string Part(string key, string part) => Brain?.FindSlot(key) is { } slot ? FactText.Of(slot, part, Languages.English) : part;

    /// <summary>A slot's value.</summary>
    public string Value(string key, string? value) => value is null or "" or SlotFact.Unknown
        ? ""
        : string.Join(", ", value.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(part => Part(key, part)));

    public TimelineFlag Flag(string code, string severity, bool confirmed, string? note)
    {
        var rule = Brain?.FindRisk(code);
        return new TimelineFlag(code, rule?.Id, severity, rule?.Note.In(Languages.English) is { Length: > 0 } known ? known : note ?? code, confirmed);
    }

    /// <summary>What is known in a state: the slots of the brain in their order, then those that it does not have.</summary>
    public IReadOnlyList<TimelineFact> Facts(SessionState state)
    {
        var keys = (Brain?.Document.Slots ?? []).Select(slot => slot.Key).Concat(state.Slots.Keys.Order(StringComparer.Ordinal)).Distinct();
        return
        [
            .. keys.Select(key => (Key: key, Value: state.Slots.GetValueOrDefault(key) ?? SlotValue.Empty))
                .Select(slot => new TimelineFact(
                    slot.Key,
                    Slot(slot.Key),
                    Value(slot.Key, slot.Value.Value),
                    slot.Value.Confidence,
                    slot.Value.SetByHand,
                    state.DeclinedSlots.Contains(slot.Key))),
        ];
    }
}
