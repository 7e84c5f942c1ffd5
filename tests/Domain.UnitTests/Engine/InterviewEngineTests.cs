using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Domain.UnitTests.Engine;

public class InterviewEngineTests
{
    private static readonly ScoringWeights OnlyBasePriority = new() { BasePriority = 1m, MissingSlot = 0, Risk = 0, RoundFit = 0, AskedPenalty = 0, RequiredSlotBonus = 0 };

    [Test]
    public void An_asked_question_is_not_eligible() =>
        CandidateOf("Q_A", new() { Questions = [TestBrain.Question("Q_A", 1)] }, new() { Asked = ["Q_A"] }).Eligibility.ShouldBe(Eligibility.Asked);

    [Test]
    public void A_skipped_question_names_the_first_rule_that_leaves_it_out()
    {
        var brain = new BrainDocument
        {
            Slots = [TestBrain.Slot("place")],
            Questions = [TestBrain.Question("Q_A", 1), TestBrain.Question("Q_B", 1)],
            SkipRules =
            [
                TestBrain.Skip("SKIP_DOES_NOT_HOLD", "place", "city", "Q_A"),
                TestBrain.Skip("SKIP_DISABLED", "place", "forest", "Q_A") with { Enabled = false },
                TestBrain.Skip("SKIP_FIRST", "place", "forest", "Q_A", "Q_UNKNOWN"),
                TestBrain.Skip("SKIP_SECOND", "place", "forest", "Q_A"),
            ],
        };
        var inputs = TestBrain.Known(("place", "forest", 0.9));

        CandidateOf("Q_A", brain, inputs).Eligibility.ShouldBe(Eligibility.Skipped);
        CandidateOf("Q_A", brain, inputs).SkippedBy.ShouldBe("SKIP_FIRST");
        CandidateOf("Q_B", brain, inputs).Eligibility.ShouldBe(Eligibility.Eligible);
        CandidateOf("Q_B", brain, inputs).SkippedBy.ShouldBeNull();
    }

    [Test]
    public void A_clarifier_waits_until_a_risk_that_it_covers_is_raised()
    {
        var brain = new BrainDocument
        {
            Slots = [TestBrain.Slot("purpose"), TestBrain.Slot("drain")],
            Questions = [TestBrain.Clarifier("Q_CLARIFY", 1, "RISK_DRAIN")],
            RiskRules = [TestBrain.Risk("RISK_DRAIN", new AllOf([TestBrain.Contains("purpose", "rental"), TestBrain.Lacks("drain", "sewer")]))],
        };

        CandidateOf("Q_CLARIFY", brain, new()).Eligibility.ShouldBe(Eligibility.RiskNotRaised);
        CandidateOf("Q_CLARIFY", brain, TestBrain.Known(("purpose", "rental", 0.9))).Eligibility.ShouldBe(Eligibility.Eligible, "a possible risk suffices");
        CandidateOf("Q_CLARIFY", brain, TestBrain.Known(("purpose", "rental", 0.9), ("drain", "sewer", 0.9))).Eligibility.ShouldBe(Eligibility.RiskNotRaised);
    }

    [Test]
    public void A_question_without_requires_risk_does_not_wait_for_its_risk()
    {
        var brain = new BrainDocument
        {
            Questions = [TestBrain.Clarifier("Q_A", 1, "RISK") with { RequiresRisk = false }],
            RiskRules = [TestBrain.Risk("RISK", TestBrain.Contains("purpose", "rental"))],
        };

        CandidateOf("Q_A", brain, new()).Eligibility.ShouldBe(Eligibility.Eligible);
    }

    [Test]
    public void Disabled_questions_and_rules_take_no_part()
    {
        var brain = new BrainDocument
        {
            Questions = [TestBrain.Question("Q_OFF", 9) with { Enabled = false }, TestBrain.Question("Q_ON", 1)],
            RiskRules = [TestBrain.Risk("RISK_OFF", TestBrain.Lacks("any", "thing")) with { Enabled = false }],
        };

        var decision = Decide(brain, new());

        decision.Candidates.Select(candidate => candidate.Question.Id).ShouldBe(["Q_ON"]);
        decision.Flags.ShouldBeEmpty();
        new CompiledBrain(brain).FindQuestion("Q_OFF").ShouldBeNull();
        new CompiledBrain(brain).FindRisk("RISK_OFF").ShouldBeNull();
    }

    [Test]
    public void A_flag_is_possible_until_every_slot_of_its_rule_has_a_value()
    {
        var brain = new BrainDocument
        {
            RiskRules = [TestBrain.Risk("RISK", new AllOf([TestBrain.Contains("purpose", "rental"), TestBrain.Lacks("drain", "sewer"), TestBrain.Lacks("drain", "tank")]))],
        };

        var possible = Decide(brain, TestBrain.Known(("purpose", "rental", 0.1))).Flags.Single();
        var confirmed = Decide(brain, TestBrain.Known(("purpose", "rental", 0.1), ("drain", "none", 0.1))).Flags.Single();

        possible.Code.ShouldBe("RISK");
        possible.Severity.ShouldBe("high");
        possible.Confirmed.ShouldBeFalse();
        possible.Evidence.ShouldBe(["purpose", "drain", "drain"]);
        confirmed.Confirmed.ShouldBeTrue();
    }

    [TestCase(0.9, 8, 2, StopDecision.CriticalSlotsMet)]
    [TestCase(0.1, 8, 2, StopDecision.MaxQuestions)]
    [TestCase(0.1, 7, 2, StopDecision.LowInfoStreak)]
    [TestCase(0.1, 7, 1, null)]
    public void The_first_reason_to_stop_counts(double confidence, int asked, int streak, string? reason)
    {
        var brain = new CompiledBrain(new BrainDocument { Modes = TestBrain.Quick(critical: TestBrain.Critical("purpose")) });
        var facts = brain.Facts(TestBrain.Known(("purpose", "rental", confidence)));

        InterviewEngine.ShouldStop(brain, facts, asked, streak).ShouldBe(new StopDecision(reason is not null, reason));
    }

    [Test]
    public void An_interview_ends_when_no_question_is_left()
    {
        var brain = new BrainDocument { Questions = [TestBrain.Question("Q_A", 1)] };

        Decide(brain, new() { Asked = ["Q_A"] }).Stop.ShouldBe(StopDecision.Stop(StopDecision.NoQuestionsLeft));
        Decide(brain, new() { Asked = ["Q_A"], LowInfoStreak = 2 }).Stop.ShouldBe(StopDecision.Stop(StopDecision.LowInfoStreak));
        Decide(new BrainDocument(), new()).Stop.ShouldBe(StopDecision.Stop(StopDecision.NoQuestionsLeft));
    }

    [Test]
    public void Without_critical_slots_only_the_limits_end_an_interview() =>
        Decide(new BrainDocument { Questions = [TestBrain.Question("Q_A", 1)] }, new()).Stop.ShouldBe(StopDecision.GoOn);

    [Test]
    public void A_declined_critical_slot_counts_as_met()
    {
        var brain = new BrainDocument
        {
            Questions = [TestBrain.Question("Q_A", 1)],
            Modes = TestBrain.Quick(critical: [TestBrain.Critical("purpose"), TestBrain.Critical("users")]),
        };
        var inputs = TestBrain.Known(("purpose", "rental", 0.6));

        Decide(brain, inputs).Stop.ShouldBe(StopDecision.GoOn);
        Decide(brain, inputs with { Declined = ["users"] }).Stop.ShouldBe(StopDecision.Stop(StopDecision.CriticalSlotsMet));
    }

    [Test]
    public void A_critical_slot_is_met_by_its_own_confidence()
    {
        var brain = new BrainDocument { Questions = [TestBrain.Question("Q_A", 1)], Modes = TestBrain.Quick(critical: TestBrain.Critical("purpose", 0.7)) };

        Decide(brain, TestBrain.Known(("purpose", "rental", 0.69))).Stop.ShouldBe(StopDecision.GoOn);
        Decide(brain, TestBrain.Known(("purpose", "rental", 0.7))).Stop.ShouldBe(StopDecision.Stop(StopDecision.CriticalSlotsMet));
        Decide(brain, TestBrain.Known(("purpose", SlotFact.Unknown, 0.9))).Stop.ShouldBe(StopDecision.GoOn);
    }

    [Test]
    public void A_single_best_score_needs_no_tie_break()
    {
        var decision = Decide(Scored(OnlyBasePriority, TestBrain.Question("Q_A", 1), TestBrain.Question("Q_B", 2)), new());

        decision.Chosen!.Id.ShouldBe("Q_B");
        decision.TieBreak.ShouldBe(TieBreak.None);
    }

    [Test]
    public void Equal_scores_are_settled_by_base_priority()
    {
        var decision = Decide(Scored(OnlyBasePriority with { BasePriority = 0 }, TestBrain.Question("Q_A", 1), TestBrain.Question("Q_B", 2)), new());

        decision.Chosen!.Id.ShouldBe("Q_B");
        decision.TieBreak.ShouldBe(TieBreak.BasePriority);
    }

    [Test]
    public void Equal_scores_and_priorities_are_settled_by_the_ordinal_order_of_ids()
    {
        var decision = Decide(Scored(OnlyBasePriority, TestBrain.Question("q_a", 1), TestBrain.Question("Q_B", 1)), new());

        decision.Chosen!.Id.ShouldBe("Q_B");
        decision.TieBreak.ShouldBe(TieBreak.Id);
    }

    [Test]
    public void The_runner_up_is_the_next_best_eligible_question()
    {
        var brain = Scored(OnlyBasePriority, TestBrain.Question("Q_A", 1), TestBrain.Question("Q_B", 4), TestBrain.Question("Q_C", 3), TestBrain.Question("Q_D", 2));

        Decide(brain, new() { Asked = ["Q_C"] }).RunnerUp!.Value.Question.Id.ShouldBe("Q_D");
        Decide(brain, new() { Asked = ["Q_A", "Q_C", "Q_D"] }).RunnerUp.ShouldBeNull();
        Decide(brain, new() { LowInfoStreak = 2 }).RunnerUp.ShouldBeNull();
    }

    [Test]
    public void The_terms_of_a_score_are_named_and_those_of_zero_points_left_out()
    {
        var brain = new BrainDocument
        {
            Slots = [TestBrain.Slot("purpose", required: true), TestBrain.Slot("budget")],
            Questions = [TestBrain.Question("Q_A", 50, "purpose", "budget") with { RoundHint = 1, RiskCoverage = ["RISK"] }, TestBrain.Question("Q_B", 0)],
            RiskRules = [TestBrain.Risk("RISK", TestBrain.Lacks("drain", "sewer"))],
        };

        CandidateOf("Q_A", brain, new() { Asked = ["Q_A"] }).Terms(Decide(brain, new()).Weights).ShouldBe(new Dictionary<string, decimal>
        {
            [ScoreTerms.BasePriority] = 5m,
            [ScoreTerms.MissingSlot] = 6m,
            [ScoreTerms.RequiredSlotBonus] = 2m,
            [ScoreTerms.Risk] = 2m,
            [ScoreTerms.RoundFit] = 1.5m,
            [ScoreTerms.AskedPenalty] = -5m,
        }, ignoreOrder: true);
        CandidateOf("Q_B", brain, new()).Terms(Decide(brain, new()).Weights).ShouldBeEmpty();
    }

    [Test]
    public void The_quick_interview_favours_critical_slots_by_their_own_confidence()
    {
        var brain = new BrainDocument
        {
            Questions = [TestBrain.Question("Q_A", 1, "purpose", "users", "budget")],
            Modes = TestBrain.Quick(weights: new() { MissingCriticalSlotBonus = 2 }, critical: [TestBrain.Critical("purpose", 0.6), TestBrain.Critical("users", 0.9)]),
        };

        TermOf(ScoreTerms.MissingCriticalSlotBonus, brain, new()).ShouldBe(4);
        TermOf(ScoreTerms.MissingCriticalSlotBonus, brain, TestBrain.Known(("purpose", "a", 0.8), ("users", "b", 0.8))).ShouldBe(2);
        TermOf(ScoreTerms.MissingCriticalSlotBonus, brain, new() { Declined = ["users"] }).ShouldBe(2);
    }

    [Test]
    public void The_quick_interview_disfavours_a_question_with_nothing_left_to_ask()
    {
        var brain = new BrainDocument
        {
            Questions = [TestBrain.Question("Q_A", 1, "purpose", "users"), TestBrain.Question("Q_NONE", 1)],
            Modes = TestBrain.Quick(weights: new() { RepeatSlotPenalty = 1 }),
        };
        var settled = TestBrain.Known(("purpose", "a", 0.1)) with { Declined = ["users"] };

        TermOf(ScoreTerms.RepeatSlotPenalty, brain, settled).ShouldBe(-1, "an uncertain value and a declined slot are settled");
        TermOf(ScoreTerms.RepeatSlotPenalty, brain, settled with { Declined = [] }).ShouldBe(0);
        TermOf(ScoreTerms.RepeatSlotPenalty, brain, settled, "Q_NONE").ShouldBe(0, "a question without slots repeats none");
    }

    [Test]
    public void The_quick_interview_disfavours_the_last_question_unless_it_still_misses_a_critical_slot()
    {
        var brain = new BrainDocument
        {
            Questions = [TestBrain.Question("Q_A", 1, "purpose"), TestBrain.Question("Q_B", 1, "budget")],
            Modes = TestBrain.Quick(weights: new() { DiversifyTopicPenalty = 1 }, critical: TestBrain.Critical("purpose")),
        };

        TermOf(ScoreTerms.DiversifyTopicPenalty, brain, new() { LastQuestionId = "Q_B" }, "Q_B").ShouldBe(-1);
        TermOf(ScoreTerms.DiversifyTopicPenalty, brain, new() { LastQuestionId = "Q_A" }, "Q_B").ShouldBe(0);
        TermOf(ScoreTerms.DiversifyTopicPenalty, brain, new() { LastQuestionId = "Q_A" }).ShouldBe(0);
        TermOf(ScoreTerms.DiversifyTopicPenalty, brain, new() { LastQuestionId = "Q_A", Declined = ["purpose"] }).ShouldBe(-1);
    }

    [Test]
    public void Scores_in_a_round_leave_out_the_adjustments_of_the_quick_interview()
    {
        var brain = new CompiledBrain(new BrainDocument
        {
            Scoring = new() { Weights = OnlyBasePriority with { RoundFit = 10 } },
            Questions = [TestBrain.Question("Q_1", 2, "purpose") with { RoundHint = 1 }, TestBrain.Question("Q_2", 1) with { RoundHint = 2 }],
            Modes = TestBrain.Quick(weights: new() { MissingCriticalSlotBonus = 100 }, critical: TestBrain.Critical("purpose")),
        });

        InterviewEngine.ScoreInRound(brain, brain.Facts(new DecisionInputs()), [], 2).Select(candidate => candidate.Score).ShouldBe([2m, 11m]);
        InterviewEngine.Decide(brain, new()).Candidates.Select(candidate => candidate.Score).ShouldBe([112m, 1m]);
    }

    [Test]
    public void Quick_progress_is_the_share_of_critical_slots_met()
    {
        var brain = new CompiledBrain(new BrainDocument { Modes = TestBrain.Quick(critical: [TestBrain.Critical("a"), TestBrain.Critical("b"), TestBrain.Critical("c")]) });

        InterviewEngine.QuickProgressPercent(brain, brain.Facts(new DecisionInputs())).ShouldBe(0);
        InterviewEngine.QuickProgressPercent(brain, brain.Facts(TestBrain.Known(("a", "x", 0.6), ("b", "x", 0.5)))).ShouldBe(33);
        InterviewEngine.QuickProgressPercent(brain, brain.Facts(TestBrain.Known(("a", "x", 0.6)) with { Declined = ["b"] })).ShouldBe(66);
        var without = new CompiledBrain(new BrainDocument());
        InterviewEngine.QuickProgressPercent(without, without.Facts(new DecisionInputs())).ShouldBe(100);
    }

    [Test]
    public void Progress_weighs_required_slots_more_and_counts_declined_ones_as_settled()
    {
        var brain = new CompiledBrain(new BrainDocument { Slots = [TestBrain.Slot("a", required: true), TestBrain.Slot("b", required: true), TestBrain.Slot("c")] });

        InterviewEngine.ProgressPercent(brain, brain.Facts(new DecisionInputs())).ShouldBe(0);
        InterviewEngine.ProgressPercent(brain, brain.Facts(TestBrain.Known(("a", "x", 0.7)))).ShouldBe(30);
        InterviewEngine.ProgressPercent(brain, brain.Facts(TestBrain.Known(("a", "x", 0.4)))).ShouldBe(15);
        InterviewEngine.ProgressPercent(brain, brain.Facts(TestBrain.Known(("a", "x", 0.39)))).ShouldBe(0);
        InterviewEngine.ProgressPercent(brain, brain.Facts(new DecisionInputs { Declined = ["c"] })).ShouldBe(40);
        InterviewEngine.ProgressPercent(brain, brain.Facts(new DecisionInputs { Declined = ["a", "b", "c"] })).ShouldBe(100);
    }

    [Test]
    public void Evaluating_risks_allocates_nothing()
    {
        var brain = new CompiledBrain(new BrainDocument
        {
            RiskRules = [.. Enumerable.Range(0, 20).Select(index => TestBrain.Risk($"RISK_{index}", new AllOf([TestBrain.Contains($"a{index}", "x", "y"), TestBrain.Lacks($"b{index}", "z")])))],
        });
        var facts = brain.Facts(TestBrain.Known([.. Enumerable.Range(0, 20).Select(index => ($"a{index}", (string?)"w, y", 0.9))]));
        var flags = new FlagState[brain.RiskRuleCount];
        InterviewEngine.EvaluateRisks(brain, facts, flags);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var run = 0; run < 100; run++)
            InterviewEngine.EvaluateRisks(brain, facts, flags);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        flags.ShouldAllBe(flag => flag == FlagState.Possible);
        InterviewEngine.RaisedFlags(brain, facts).Count.ShouldBe(20);
    }

    [Test]
    public void A_clarifier_asks_about_the_slots_of_its_risks()
    {
        var brain = new CompiledBrain(new BrainDocument
        {
            Questions = [TestBrain.Clarifier("Q_CLARIFY", 1, "RISK") with { SlotCoverage = ["drain"] }, TestBrain.Clarifier("Q_A", 1, "RISK") with { RequiresRisk = false, SlotCoverage = ["budget"] }],
            RiskRules = [TestBrain.Risk("RISK", new AllOf([TestBrain.Contains("purpose", "rental"), TestBrain.Lacks("drain", "sewer")]))],
        });

        brain.SlotsAskedBy("Q_CLARIFY").ShouldBe(["drain", "purpose"]);
        brain.SlotsAskedBy("Q_A").ShouldBe(["budget"]);
        brain.SlotsAskedBy("Q_UNKNOWN").ShouldBeEmpty();
    }

    [Test]
    public void A_brain_with_an_unknown_condition_type_or_a_repeated_id_is_refused()
    {
        var question = TestBrain.Question("Q_A", 1);

        Should.Throw<ArgumentException>(() => new CompiledBrain(new() { SkipRules = [TestBrain.Skip("SKIP_A", "purpose", "x") with { ConditionType = "eq" }] }))
            .Message.ShouldContain("SKIP_A");
        Should.Throw<ArgumentException>(() => new CompiledBrain(new() { Questions = [question, question] }));
        Should.Throw<ArgumentException>(() => new CompiledBrain(new() { Slots = [TestBrain.Slot("purpose"), TestBrain.Slot("purpose")] }));
    }

    [Test]
    public void A_slot_counts_as_missing_just_below_the_level_that_explanations_use()
    {
        var brain = new BrainDocument { Questions = [TestBrain.Question("Q_A", 0, "purpose")] };

        TermOf(ScoreTerms.MissingSlot, brain, TestBrain.Known(("purpose", "x", ConfidenceLevels.Missing))).ShouldBe(0);
        TermOf(ScoreTerms.MissingSlot, brain, TestBrain.Known(("purpose", "x", ConfidenceLevels.Hedged))).ShouldBe(3);
    }

    private static Decision Decide(BrainDocument brain, DecisionInputs inputs) => InterviewEngine.Decide(new CompiledBrain(brain), inputs);

    private static Candidate CandidateOf(string id, BrainDocument brain, DecisionInputs inputs) =>
        Decide(brain, inputs).Candidates.Single(candidate => candidate.Question.Id == id);

    private static decimal TermOf(string term, BrainDocument brain, DecisionInputs inputs, string question = "Q_A") =>
        CandidateOf(question, brain, inputs).Terms(Decide(brain, inputs).Weights).GetValueOrDefault(term);

    private static BrainDocument Scored(ScoringWeights weights, params QuestionDefinition[] questions) =>
        new() { Scoring = new() { Weights = weights }, Questions = questions };
}
