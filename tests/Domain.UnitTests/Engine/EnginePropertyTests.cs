using System.Text.Json;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using CsCheck;

namespace AgentBrain.Domain.UnitTests.Engine;

public class EnginePropertyTests
{
    private const int Iterations = 10_000;

    private static readonly Gen<(BrainDocument Brain, DecisionInputs Inputs)> State = Gen.Select(RandomBrains.Brain, RandomBrains.Inputs);

    [Test]
    public void An_interview_ends_within_its_limit() => Interviews((interview, _, session) =>
        session.CurrentQuestion is null
        && session.State.AskedQuestionIds.Count <= interview.Brain.Modes.Quick.Limits.MaxQuestions
        && session.State.QuickState!.StopReason is not null);

    [Test]
    public void A_question_once_asked_is_never_asked_again() => Interviews((_, _, session) =>
        session.State.AskedQuestionIds.Distinct().Count() == session.State.AskedQuestionIds.Count);

    [Test]
    public void An_interview_goes_on_exactly_until_a_reason_to_stop() => Interviews((_, brain, session) => session.Decisions.All(record =>
    {
        var inputs = record.Details.Inputs;
        var stop = InterviewEngine.ShouldStop(brain, brain.Facts(inputs), inputs.Asked.Count, inputs.LowInfoStreak);
        return record.QuestionId is null
            ? record.StopReason == (stop.Reason ?? StopDecision.NoQuestionsLeft)
            : !stop.ShouldStop && record.StopReason is null;
    }));

    [Test]
    public void Every_decision_record_replays_to_the_recorded_choice() => Interviews((_, brain, session) => session.Decisions.All(record =>
    {
        var read = TestBrain.StoredAndRead(record.Details);
        var replayed = InterviewEngine.Decide(brain, read.Inputs);
        return replayed.Chosen?.Id == record.QuestionId
            && replayed.Stop.Reason == record.StopReason
            && Written(DecisionDetails.Of(read.Inputs, replayed)) == Written(record.Details)
            && Written(read) == Written(record.Details);
    }));

    [Test]
    public void A_question_asked_before_is_never_chosen() => States((_, inputs, decision) =>
        decision.Chosen is not { } chosen || !inputs.Asked.Contains(chosen.Id));

    [Test]
    public void A_skipped_question_is_never_chosen() => States((brain, inputs, decision) =>
        decision.Chosen is not { } chosen || !brain.SkipRules.Any(rule => rule.Enabled
            && rule.SkipQuestionIds.Contains(chosen.Id)
            && Holds(new SlotCondition(rule.ConditionSlot, ConditionJsonConverter.OperatorNamed(rule.ConditionType)!.Value, rule.ConditionValues), inputs)));

    [Test]
    public void A_question_that_needs_a_risk_is_chosen_only_while_one_that_it_covers_is_raised() => States((brain, inputs, decision) =>
        decision.Chosen is not { RequiresRisk: true } chosen
        || brain.RiskRules.Any(rule => rule.Enabled && chosen.RiskCoverage.Contains(rule.Code) && Holds(rule.RuleJson, inputs)));

    [Test]
    public void A_question_is_eligible_unless_it_was_asked_is_skipped_or_lacks_its_risk() => States((brain, inputs, decision) =>
        decision.Candidates.All(candidate => candidate.Eligibility == ExpectedEligibility(brain, inputs, candidate.Question)));

    [Test]
    public void Only_enabled_questions_are_considered_in_tie_break_order() => States((brain, _, decision) =>
        decision.Candidates.Select(candidate => candidate.Question.Id).SequenceEqual(brain.Questions
            .Where(question => question.Enabled)
            .OrderByDescending(question => question.BasePriority)
            .ThenBy(question => question.Id, StringComparer.Ordinal)
            .Select(question => question.Id)));

    [Test]
    public void The_terms_sum_to_the_score() => States((_, _, decision) =>
        decision.Candidates.All(candidate => candidate.Terms(decision.Weights).Values.Sum() == candidate.Score
            && candidate.Terms(decision.Weights).All(term => term.Value != 0 && ScoreTerms.All.Contains(term.Key))));

    [Test]
    public void The_best_eligible_question_is_chosen_and_the_first_of_equals() => States((_, _, decision) =>
    {
        if (decision.Stop.ShouldStop)
            return decision.ChosenIndex is null && decision.Chosen is null && decision.RunnerUp is null && decision.TieBreak == TieBreak.None;
        var eligible = decision.Candidates.Where(candidate => candidate.Eligibility == Eligibility.Eligible).ToList();
        var ranked = eligible
            .OrderByDescending(candidate => candidate.Score)
            .ThenByDescending(candidate => candidate.Question.BasePriority)
            .ThenBy(candidate => candidate.Question.Id, StringComparer.Ordinal)
            .ToList();
        var expectedTieBreak = ranked.Count < 2 || ranked[0].Score != ranked[1].Score ? TieBreak.None
            : ranked[0].Question.BasePriority != ranked[1].Question.BasePriority ? TieBreak.BasePriority
            : TieBreak.Id;
        return decision.Chosen == ranked[0].Question
            && decision.RunnerUp?.Question == ranked.ElementAtOrDefault(1).Question
            && decision.TieBreak == expectedTieBreak;
    });

    [Test]
    public void The_same_state_gives_the_same_choice_also_after_storing_it() => State.Sample(
        state =>
        {
            var brain = new CompiledBrain(state.Brain);
            var decision = Written(DecisionDetails.Of(state.Inputs, InterviewEngine.Decide(brain, state.Inputs)));
            var again = Written(DecisionDetails.Of(state.Inputs, InterviewEngine.Decide(brain, state.Inputs)));
            var read = TestBrain.StoredAndRead(state.Inputs);
            var brainRead = JsonSerializer.Deserialize<BrainDocument>(JsonSerializer.Serialize(state.Brain, BrainDocument.Json), BrainDocument.Json)!;
            var afterReading = Written(DecisionDetails.Of(read, InterviewEngine.Decide(new CompiledBrain(brainRead), read)));
            return decision == again && decision == afterReading;
        },
        iter: Iterations,
        print: Print);

    [Test]
    public void A_declined_slot_never_counts_as_missing() => State.Sample(
        state =>
        {
            // One point per missing slot, so that the term counts them.
            var brain = state.Brain with { Scoring = new ScoringSection { Weights = new ScoringWeights { MissingSlot = 1m, RequiredSlotBonus = 1m } } };
            var required = brain.Slots.Where(slot => slot.IsRequired).Select(slot => slot.Key).ToList();
            var decision = InterviewEngine.Decide(new CompiledBrain(brain), state.Inputs);
            return decision.Candidates.All(candidate =>
            {
                var missing = candidate.Question.SlotCoverage
                    .Where(key => !state.Inputs.Declined.Contains(key) && state.Inputs.Values.GetValueOrDefault(key).Confidence < 0.55)
                    .ToList();
                var terms = candidate.Terms(decision.Weights);
                return terms.GetValueOrDefault(ScoreTerms.MissingSlot) == missing.Count
                    && terms.GetValueOrDefault(ScoreTerms.RequiredSlotBonus) == missing.Count(required.Contains);
            });
        },
        iter: Iterations,
        print: Print);

    [Test]
    public void A_flag_is_raised_exactly_while_its_rule_holds() => States((brain, inputs, decision) =>
        decision.Flags.Select(flag => flag.Code).SequenceEqual(brain.RiskRules
            .Where(rule => rule.Enabled && Holds(rule.RuleJson, inputs))
            .Select(rule => rule.Code)));

    [Test]
    public void A_flag_is_confirmed_exactly_when_every_slot_of_its_conditions_has_a_value() => States((brain, inputs, decision) =>
        decision.Flags.All(flag =>
        {
            var named = brain.RiskRules.Single(rule => rule.Code == flag.Code).RuleJson.Leaves.Select(leaf => leaf.Slot).ToList();
            return flag.Evidence.SequenceEqual(named) && flag.Confirmed == named.TrueForAll(slot => TextOf(slot, inputs).Length > 0);
        }));

    private static void States(Func<BrainDocument, DecisionInputs, Decision, bool> holds) => State.Sample(
        state => holds(state.Brain, state.Inputs, InterviewEngine.Decide(new CompiledBrain(state.Brain), state.Inputs)),
        iter: Iterations,
        print: Print);

    private static void Interviews(Func<RandomInterview, CompiledBrain, Session, bool> holds) => RandomBrains.Interview.Sample(
        interview =>
        {
            var brain = new CompiledBrain(interview.Brain);
            return holds(interview, brain, interview.Hold(brain));
        },
        iter: Iterations,
        print: interview => JsonSerializer.Serialize(interview, BrainDocument.Json));

    private static string Print((BrainDocument Brain, DecisionInputs Inputs) state) =>
        JsonSerializer.Serialize(state.Brain, BrainDocument.Json) + "\n" + Written(state.Inputs);

    private static string Written<T>(T value) => JsonSerializer.Serialize(value, TestBrain.Stored);

    // What follows says once more, in the plainest way, what rules mean.
    private static Eligibility ExpectedEligibility(BrainDocument brain, DecisionInputs inputs, QuestionDefinition question)
    {
        if (inputs.Asked.Contains(question.Id))
            return Eligibility.Asked;
        foreach (var rule in brain.SkipRules.Where(rule => rule.Enabled && rule.SkipQuestionIds.Contains(question.Id)))
        {
            if (Holds(new SlotCondition(rule.ConditionSlot, ConditionJsonConverter.OperatorNamed(rule.ConditionType)!.Value, rule.ConditionValues), inputs))
                return Eligibility.Skipped;
        }
        var raised = brain.RiskRules.Any(rule => rule.Enabled && question.RiskCoverage.Contains(rule.Code) && Holds(rule.RuleJson, inputs));
        return question.RequiresRisk && !raised ? Eligibility.RiskNotRaised : Eligibility.Eligible;
    }

    private static bool Holds(Condition condition, DecisionInputs inputs) => condition switch
    {
        AllOf all => all.Parts.All(part => Holds(part, inputs)),
        AnyOf any => any.Parts.Any(part => Holds(part, inputs)),
        SlotCondition leaf => leaf.Operator switch
        {
            ConditionOperator.ContainsAny => Contains(leaf, inputs),
            ConditionOperator.NotContainsAny => !Contains(leaf, inputs),
            ConditionOperator.EqualsAny => Equals(leaf, inputs),
            _ => !Equals(leaf, inputs),
        },
        _ => false,
    };

    private static bool Contains(SlotCondition leaf, DecisionInputs inputs) =>
        TextOf(leaf.Slot, inputs) is { Length: > 0 } text && leaf.Values.Any(value => text.Contains(value, StringComparison.OrdinalIgnoreCase));

    private static bool Equals(SlotCondition leaf, DecisionInputs inputs) =>
        TextOf(leaf.Slot, inputs) is { Length: > 0 } text && leaf.Values.Any(value => text.Equals(value, StringComparison.OrdinalIgnoreCase));

    private static string TextOf(string slot, DecisionInputs inputs) =>
        inputs.Values.GetValueOrDefault(slot).Value is { } value && value != SlotFact.Unknown ? value : "";
}
