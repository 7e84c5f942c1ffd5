using System.Globalization;
using AgentBrain.Domain.Interviews;
using static AgentBrain.Domain.Brain.Analysis.Naming;

namespace AgentBrain.Domain.Brain.Analysis;

/// <summary>Scoring weights and the policies of the modes.</summary>
internal static class PolicyChecks
{
    public static void Check(Findings findings)
    {
        Weights(findings);
        Priorities(findings);
        Quick(findings);
        Precise(findings);
        var modes = findings.Brain.Modes;
        if (!modes.Quick.Enabled && !modes.Precise.Enabled)
            findings.Add(FindingKinds.NoMode, QuickAt("enabled"), "Neither the quick nor the precise interview is enabled, so that nobody can begin one. Enable one of them.", [PreciseAt("enabled")]);
    }

    private static void Weights(Findings findings)
    {
        var weights = findings.Brain.Scoring.Weights;
        var quick = findings.Brain.Modes.Quick.ScoringOverrides.Weights;
        Sign(weights.BasePriority, WeightAt("base_priority"), "more important questions come later");
        Sign(weights.MissingSlot, WeightAt("missing_slot"), "questions about what is known already come first");
        Sign(weights.RequiredSlotBonus, WeightAt("required_slot_bonus"), "required slots are asked about last");
        Sign(weights.Risk, WeightAt("risk"), "questions about raised risks come last");
        Sign(weights.RoundFit, WeightAt("round_fit"), "questions of other rounds come first");
        Sign(quick.MissingCriticalSlotBonus, QuickWeight("missing_critical_slot_bonus"), "critical slots are asked about last");
        Sign(quick.DiversifyTopicPenalty, QuickWeight("diversify_topic_penalty"), "it is added instead of taken, so that questions stay with one topic");
        Sign(quick.RepeatSlotPenalty, QuickWeight("repeat_slot_penalty"), "it is added instead of taken, so that questions about what is known come first");
        if (weights.MissingSlot == 0)
            findings.Add(FindingKinds.WeightWithoutEffect, WeightAt("missing_slot"), "The weight missing_slot is 0: questions about what is missing are not favoured over others. Give it points, for example 3.");
        if (weights.AskedPenalty >= 0)
            findings.Add(FindingKinds.AskedPenalty, WeightAt("asked_penalty"), $"The weight asked_penalty is {Figure(weights.AskedPenalty)}: rankings show questions that were asked already among the first. Use a negative number, for example -5.");

        Size(weights.AskedPenalty, WeightAt("asked_penalty"));

        void Size(decimal weight, BrainAddress at)
        {
            if (Math.Abs(weight) > BrainLimits.MostPoints)
                findings.Add(FindingKinds.WeightRange, at, $"The weight {at.Member!.Split('.')[^1]} is {weight.ToString(CultureInfo.InvariantCulture)}. Use a figure between -{BrainLimits.MostPoints} and {BrainLimits.MostPoints}.");
        }

        void Sign(decimal weight, BrainAddress at, string consequence)
        {
            Size(weight, at);
            if (weight < 0)
                findings.Add(FindingKinds.WeightSign, at, $"The weight {at.Member!.Split('.')[^1]} is {Figure(weight)}: {consequence}. Use a positive number.");
        }

        static BrainAddress QuickWeight(string name) => QuickAt($"scoring_overrides.weights.{name}");
    }

    private static void Priorities(Findings findings)
    {
        var brain = findings.Brain;
        var weights = brain.Scoring.Weights;
        var quick = brain.Modes.Quick.ScoringOverrides.Weights;
        if (weights.BasePriority <= 0)
            return;
        var required = brain.Slots.Where(slot => slot.IsRequired).Select(slot => slot.Key).ToHashSet(StringComparer.Ordinal);
        var critical = brain.Modes.Quick.CriticalSlots.Select(slot => slot.Id).ToHashSet(StringComparer.Ordinal);

        // What is known of the slots, what was asked and which risks are raised moves a score between these two, in floating point because
        // the figures of a broken brain may be of any size.
        var most = brain.Questions.Where(question => question is { Enabled: true, RequiresRisk: false }).Select(question => (
            Question: question,
            Points: (double)weights.BasePriority * question.BasePriority,
            Reach: question.SlotCoverage.Sum(key => Positive(weights.MissingSlot)
                    + (required.Contains(key) ? Positive(weights.RequiredSlotBonus) : 0)
                    + (critical.Contains(key) ? Positive(quick.MissingCriticalSlotBonus) : 0))
                + (question.RiskCoverage.Count * Positive(weights.Risk))
                + (question.RoundHint is null ? 0 : Positive(weights.RoundFit))))
            .ToList();
        var taken = Positive(quick.RepeatSlotPenalty) + Positive(quick.DiversifyTopicPenalty);
        var pairs = 0;
        var settled = 0;
        foreach (var (index, one) in most.Index())
        {
            foreach (var other in most.Skip(index + 1).Where(other => other.Question.BasePriority != one.Question.BasePriority))
            {
                var (upper, lower) = one.Points > other.Points ? (one, other) : (other, one);
                pairs++;
                if (upper.Points - taken > lower.Points + lower.Reach)
                    settled++;
            }
        }
        if (2 * settled <= pairs)
            return;
        var (highest, lowest) = (most.Max(each => each.Points), most.Min(each => each.Points));
        findings.Add(
            FindingKinds.PriorityDominates,
            WeightAt("base_priority"),
            $"The weight base_priority is {Figure(weights.BasePriority)}: of {pairs} pairs of questions with different priorities, {settled} have a fixed order whatever is known. "
                + $"Priorities count from {Figure(lowest)} to {Figure(highest)} points, everything else at most {Figure(most.Max(each => each.Reach) + taken)}. Lower the weight, or bring priorities closer together.");

        static double Positive(decimal points) => Math.Max(0, (double)points);
    }

    private static void Quick(Findings findings)
    {
        var brain = findings.Brain;
        var policy = brain.Modes.Quick;
        var limits = policy.Limits;
        if (limits.MaxQuestions < 1)
            findings.Add(FindingKinds.LimitNotPositive, QuickAt("limits.max_questions"), $"The quick interview asks at most {limits.MaxQuestions} questions, so that it ends at once. Allow at least 1.");
        if (limits.LowInfoStreakMax < 1)
            findings.Add(FindingKinds.LimitNotPositive, QuickAt("limits.low_info_streak_max"), $"The quick interview ends after {limits.LowInfoStreakMax} answers without information, that is, at once. Allow at least 1.");
        if (limits.MaxClarifications < 0)
            findings.Add(FindingKinds.LimitNotPositive, QuickAt("limits.max_clarifications"), $"The quick interview allows {limits.MaxClarifications} clarifications. Use 0 or more.");
        if (!IsShare((double)policy.ClarifyThreshold))
            findings.Add(FindingKinds.MinConfidenceRange, QuickAt("clarify_threshold"), $"The threshold for clarifying is {Figure(policy.ClarifyThreshold)}. Choose one from 0 to 1.");
        if (policy.CriticalSlots.Count == 0)
            findings.Add(FindingKinds.NoCriticalSlots, QuickAt("critical_slots"), "The quick interview has no critical slots: only its limits end it. Name the slots that are enough for a report.");
        foreach (var group in policy.CriticalSlots.GroupBy(slot => slot.Id, StringComparer.Ordinal))
        {
            var at = QuickAt($"critical_slots.{group.Key}");
            if (group.Count() > 1)
                findings.Add(FindingKinds.DuplicateCriticalSlot, at, $"The slot {group.Key} is critical {group.Count()} times and counts as often in the progress. Keep one.");
            foreach (var confidence in group.Select(slot => slot.MinConfidence))
            {
                if (!IsShare(confidence))
                    findings.Add(FindingKinds.MinConfidenceRange, at with { Member = $"{at.Member}.min_confidence" }, $"The critical slot {group.Key} demands a confidence of {Figure(confidence)}. Choose one from 0 to 1.");
                else if (confidence > ConfidenceLevels.Stated)
                    findings.Add(FindingKinds.MinConfidenceUnreachable, at with { Member = $"{at.Member}.min_confidence" }, $"The critical slot {group.Key} demands a confidence of {Figure(confidence)}, but answers reach {Figure(ConfidenceLevels.Stated)} at most. Lower it.");
            }
        }
        TooShort(findings);
    }

    private static void TooShort(Findings findings)
    {
        var policy = findings.Brain.Modes.Quick;
        var critical = policy.CriticalSlots.Select(slot => slot.Id).ToHashSet(StringComparer.Ordinal);
        var covered = findings.Brain.Questions.Where(question => question.Enabled)
            .Select(question => question.SlotCoverage.Where(critical.Contains).Distinct(StringComparer.Ordinal).ToList())
            .ToList();
        var coverable = covered.SelectMany(slots => slots).Distinct(StringComparer.Ordinal).Count();
        var within = covered.Select(slots => slots.Count).OrderDescending().Take(Math.Max(policy.Limits.MaxQuestions, 0)).Sum();
        if (policy.Limits.MaxQuestions >= 1 && within < coverable)
        {
            findings.Add(
                FindingKinds.MaxQuestionsTooLow,
                QuickAt("limits.max_questions"),
                $"The quick interview asks at most {policy.Limits.MaxQuestions} questions, which cover at most {within} of {critical.Count} critical slots. Raise the limit, or shorten the list.",
                [QuickAt("critical_slots")]);
        }
    }

    private static void Precise(Findings findings)
    {
        var policy = findings.Brain.Modes.Precise;
        if (policy.MaxQuestions < 1)
            Wrong("max_questions", $"asks at most {policy.MaxQuestions} questions. Allow at least 1");
        if (policy.MinQuestions < 0)
            Wrong("min_questions", $"asks at least {policy.MinQuestions} questions. Use 0 or more");
        else if (policy.MinQuestions > policy.MaxQuestions && policy.MaxQuestions >= 1)
            Wrong("min_questions", $"asks at least {policy.MinQuestions} but at most {policy.MaxQuestions} questions. Let the first be no more than the second");
        if (policy.CompleteAtProgress is < 0 or > 100)
            Wrong("complete_at_progress", $"is complete at {policy.CompleteAtProgress} percent. Choose a figure from 0 to 100");
        if (!IsShare(policy.ClarifyBelow))
            Wrong("clarify_below", $"clarifies below a confidence of {Figure(policy.ClarifyBelow)}. Choose a figure from 0 to 1");
        var questions = findings.Brain.Questions.Count(question => question.Enabled);
        if (policy.Enabled && questions > 0 && questions < policy.MinQuestions)
            findings.Add(FindingKinds.PreciseTooFewQuestions, PreciseAt("min_questions"), $"The precise interview wants at least {policy.MinQuestions} answers, but only {questions} questions are enabled. Lower the number, or add questions.");

        void Wrong(string member, string sentence) => findings.Add(FindingKinds.PrecisePolicyRange, PreciseAt(member), $"The precise interview {sentence}.");
    }

    private static bool IsShare(double figure) => figure is >= 0 and <= 1;
}
