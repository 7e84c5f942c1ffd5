using AgentBrain.Domain.Brain;

namespace AgentBrain.Domain.Engine;

/// <summary>
/// The pure decisions of an interview: raised flags, skipped questions, progress, stop, and the next question with its arithmetic.
/// The same input always gives the same result.
/// </summary>
public static class InterviewEngine
{
    // The quick interview has no rounds of its own: it is scored as round 1 throughout.
    private const int QuickRound = 1;
    private static readonly QuickScoringWeights NoAdjustment = new();

    /// <summary>Decides what happens next in a quick interview.</summary>
    public static Decision Decide(CompiledBrain brain, DecisionInputs inputs)
    {
        var facts = brain.Facts(inputs.Values, inputs.Declined);
        var flags = new FlagState[brain.RiskRules.Length];
        EvaluateRisks(brain, facts, flags);
        var weights = new ScoreWeights(brain.Document.Scoring.Weights, brain.Policy.ScoringOverrides.Weights);
        var candidates = Candidates(brain, facts, flags, inputs.Asked, QuickRound, weights, inputs.LastQuestionId, quick: true);
        var stop = inputs.EndedEarly
            ? StopDecision.Stop(StopDecision.EndedEarly)
            : ShouldStop(brain, facts, inputs.Asked.Count + inputs.UnnamedAsked, inputs.LowInfoStreak);
        var (chosen, tieBreak) = stop.ShouldStop ? (null, TieBreak.None) : Choose(candidates);
        if (!stop.ShouldStop && chosen is null)
            stop = StopDecision.Stop(StopDecision.NoQuestionsLeft);
        return new Decision
        {
            Flags = Raised(brain, flags),
            Stop = stop,
            Candidates = candidates,
            Weights = weights,
            ChosenIndex = chosen,
            TieBreak = tieBreak,
        };
    }

    /// <summary>All enabled questions with their score in <paramref name="round"/>, without the adjustments of a mode.</summary>
    public static IReadOnlyList<Candidate> ScoreInRound(CompiledBrain brain, SlotFacts facts, IReadOnlyCollection<string> asked, int round)
    {
        var flags = new FlagState[brain.RiskRules.Length];
        EvaluateRisks(brain, facts, flags);
        var weights = new ScoreWeights(brain.Document.Scoring.Weights, NoAdjustment);
        return Candidates(brain, facts, flags, asked, round, weights, lastQuestionId: null, quick: false);
    }

    /// <summary>Evaluates every enabled risk rule without allocating.</summary>
    /// <param name="brain">The brain.</param>
    /// <param name="facts">What is known, laid out for <paramref name="brain"/>.</param>
    /// <param name="flags">Receives one state per enabled rule; at least <see cref="CompiledBrain.RiskRuleCount"/> long.</param>
    public static void EvaluateRisks(CompiledBrain brain, SlotFacts facts, Span<FlagState> flags)
    {
        var rules = brain.RiskRules;
        for (var index = 0; index < rules.Length; index++)
            flags[index] = rules[index].Evaluate(facts);
    }

    /// <summary>The flags that are raised.</summary>
    public static IReadOnlyList<RaisedFlag> RaisedFlags(CompiledBrain brain, SlotFacts facts)
    {
        var flags = new FlagState[brain.RiskRules.Length];
        EvaluateRisks(brain, facts, flags);
        return Raised(brain, flags);
    }

    /// <summary>Whether a quick interview ends, by the first reason that holds.</summary>
    /// <param name="brain">The brain.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="askedCount">Number of questions asked.</param>
    /// <param name="lowInfoStreak">Number of low-information answers in a row.</param>
    public static StopDecision ShouldStop(CompiledBrain brain, SlotFacts facts, int askedCount, int lowInfoStreak)
    {
        // Without critical slots there is nothing to meet: the limits alone end the interview.
        if (brain.CriticalSlots.Length > 0 && EstablishedCritical(brain, facts) == brain.CriticalSlots.Length)
            return StopDecision.Stop(StopDecision.CriticalSlotsMet);
        if (askedCount >= brain.Policy.Limits.MaxQuestions)
            return StopDecision.Stop(StopDecision.MaxQuestions);
        if (lowInfoStreak >= brain.Policy.Limits.LowInfoStreakMax)
            return StopDecision.Stop(StopDecision.LowInfoStreak);
        return StopDecision.GoOn;
    }

    /// <summary>The share of critical slots that are established, in whole percent (0 to 100), truncated.</summary>
    public static int QuickProgressPercent(CompiledBrain brain, SlotFacts facts) =>
        brain.CriticalSlots.Length == 0 ? 100 : 100 * EstablishedCritical(brain, facts) / brain.CriticalSlots.Length;

    /// <summary>How far all slots are settled, in whole percent (0 to 100), truncated: required slots weigh 0.6, optional ones 0.4.</summary>
    public static int ProgressPercent(CompiledBrain brain, SlotFacts facts)
    {
        var share = (0.6m * SettledShare(brain.RequiredSlots, facts)) + (0.4m * SettledShare(brain.OptionalSlots, facts));
        return (int)Math.Round(share * 100m, 6, MidpointRounding.ToEven);
    }

    /// <summary>The critical slots that are not established yet, in the order of the policy.</summary>
    public static IReadOnlyList<CriticalSlot> MissingCriticalSlots(CompiledBrain brain, SlotFacts facts) =>
    [
        .. brain.Policy.CriticalSlots.Where((_, index) => !facts.IsEstablished(brain.CriticalSlots[index].Slot, brain.CriticalSlots[index].MinConfidence)),
    ];

    private static decimal SettledShare(int[] slots, SlotFacts facts)
    {
        if (slots.Length == 0)
            return 1m;
        var settled = 0m;
        foreach (var slot in slots)
            settled += facts.Settled(slot);
        return settled / slots.Length;
    }

    private static int EstablishedCritical(CompiledBrain brain, SlotFacts facts)
    {
        var established = 0;
        foreach (var critical in brain.CriticalSlots)
        {
            if (facts.IsEstablished(critical.Slot, critical.MinConfidence))
                established++;
        }
        return established;
    }

    private static RaisedFlag[] Raised(CompiledBrain brain, ReadOnlySpan<FlagState> flags)
    {
        var raised = new List<RaisedFlag>();
        for (var index = 0; index < flags.Length; index++)
        {
            var rule = brain.RiskRules[index];
            if (flags[index] != FlagState.NotRaised)
                raised.Add(new RaisedFlag(rule.Definition.Code, rule.Definition.Severity, flags[index] == FlagState.Confirmed, rule.Evidence));
        }
        return [.. raised];
    }

    private static Candidate[] Candidates(
        CompiledBrain brain,
        SlotFacts facts,
        ReadOnlySpan<FlagState> flags,
        IReadOnlyCollection<string> asked,
        int round,
        in ScoreWeights weights,
        string? lastQuestionId,
        bool quick)
    {
        var questions = brain.Questions;
        var askedMarks = new bool[questions.Length];
        foreach (var id in asked)
        {
            if (brain.IndexOfQuestion(id) is >= 0 and var index)
                askedMarks[index] = true;
        }
        var skippedBy = SkippedBy(brain, facts);
        var last = brain.IndexOfQuestion(lastQuestionId);

        // A critical slot is missing by its own threshold, which may lie above or below the general one.
        var missingCritical = new HashSet<int>();
        if (quick)
        {
            foreach (var critical in brain.CriticalSlots)
            {
                if (!facts.IsEstablished(critical.Slot, critical.MinConfidence))
                    missingCritical.Add(critical.Slot);
            }
        }

        var candidates = new Candidate[questions.Length];
        for (var index = 0; index < questions.Length; index++)
        {
            var question = questions[index];
            var counts = Count(question, facts, flags, round, askedMarks[index], missingCritical, quick, isLast: index == last);
            candidates[index] = new Candidate
            {
                Question = question.Definition,
                Eligibility = EligibilityOf(question, askedMarks[index], skippedBy?[index], flags),
                SkippedBy = skippedBy?[index],
                Counts = counts,
                Score = counts.Total(weights),
            };
        }
        return candidates;
    }

    private static string?[]? SkippedBy(CompiledBrain brain, SlotFacts facts)
    {
        string?[]? skippedBy = null;
        foreach (var rule in brain.SkipRules)
        {
            if (!rule.Holds(facts))
                continue;
            skippedBy ??= new string?[brain.Questions.Length];
            foreach (var question in rule.Questions)
                skippedBy[question] ??= rule.Definition.Id;
        }
        return skippedBy;
    }

    private static Eligibility EligibilityOf(CompiledQuestion question, bool asked, string? skippedBy, ReadOnlySpan<FlagState> flags)
    {
        if (asked)
            return Eligibility.Asked;
        if (skippedBy is not null)
            return Eligibility.Skipped;
        return question.Definition.RequiresRisk && RaisedRisks(question, flags) == 0 ? Eligibility.RiskNotRaised : Eligibility.Eligible;
    }

    private static int RaisedRisks(CompiledQuestion question, ReadOnlySpan<FlagState> flags)
    {
        var raised = 0;
        foreach (var risk in question.Risks)
        {
            if (flags[risk] != FlagState.NotRaised)
                raised++;
        }
        return raised;
    }

    private static ScoreCounts Count(
        CompiledQuestion question,
        SlotFacts facts,
        ReadOnlySpan<FlagState> flags,
        int round,
        bool asked,
        HashSet<int> missingCritical,
        bool quick,
        bool isLast)
    {
        int missing = 0, requiredMissing = 0, criticalMissing = 0;
        var allSettled = question.Slots.Length > 0;
        foreach (var covered in question.Slots)
        {
            if (facts.IsMissing(covered.Slot))
            {
                missing++;
                if (covered.Required)
                    requiredMissing++;
            }
            if (covered.Critical && missingCritical.Contains(covered.Slot))
                criticalMissing++;
            allSettled &= facts.IsSettled(covered.Slot);
        }
        return new ScoreCounts(
            question.Definition.BasePriority,
            missing,
            requiredMissing,
            RaisedRisks(question, flags),
            RoundFits: question.Definition.RoundHint == round,
            Asked: asked,
            MissingCritical: criticalMissing,
            Repeats: quick && allSettled,
            SameTopic: quick && isLast && criticalMissing == 0);
    }

    private static (int? Chosen, TieBreak TieBreak) Choose(Candidate[] candidates)
    {
        // Candidates stand in tie-break order, so that the first of equals wins.
        var best = -1;
        var tied = -1;
        for (var index = 0; index < candidates.Length; index++)
        {
            if (candidates[index].Eligibility != Eligibility.Eligible)
                continue;
            if (best < 0 || candidates[index].Score > candidates[best].Score)
                (best, tied) = (index, -1);
            else if (tied < 0 && candidates[index].Score == candidates[best].Score)
                tied = index;
        }
        if (best < 0)
            return (null, TieBreak.None);
        if (tied < 0)
            return (best, TieBreak.None);
        return (best, candidates[tied].Question.BasePriority == candidates[best].Question.BasePriority ? TieBreak.Id : TieBreak.BasePriority);
    }
}
