using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Domain.UnitTests.Interviews;

public class DecisionReasonsTests
{
    private static readonly CompiledBrain Brain = new(new BrainDocument
    {
        Slots = [TestBrain.Slot("purpose", true, TestBrain.Option("rental")), TestBrain.Slot("drain", true), TestBrain.Slot("budget"), TestBrain.Slot("users", false, TestBrain.Option("family"))],
        Questions =
        [
            TestBrain.Question("Q_PURPOSE", 300, "purpose"),
            TestBrain.Question("Q_SITE", 50, "drain", "purpose", "users", "garage") with { RiskCoverage = ["RISK_RENTAL", "RISK_OTHER"] },
            TestBrain.Question("Q_BUDGET", 10, "budget"),
        ],
        RiskRules =
        [
            TestBrain.Risk("RISK_RENTAL", TestBrain.Contains("purpose", "rental")),
            TestBrain.Risk("RISK_OTHER", TestBrain.Contains("purpose", "family")),
            TestBrain.Risk("RISK_NOT_COVERED", TestBrain.Lacks("drain", "sewer")),
        ],
    });

    [Test]
    public void The_reasons_of_a_choice_are_read_from_its_record()
    {
        var session = Started();
        Answer(session, new Understanding { Slots = [Says("purpose", "rental", 0.85), Says("users", "family", 0.45)] });

        var reasons = ReasonsOfLast(session)!;

        reasons.Chosen.Id.ShouldBe("Q_SITE");
        reasons.Chosen.Score.ShouldBe(reasons.Chosen.Terms.Values.Sum());
        reasons.RunnerUp!.Id.ShouldBe("Q_BUDGET");
        reasons.MissingSlots.Select(slot => slot.Key).ShouldBe(["drain", "users"]);
        reasons.Risks.Select(risk => risk.Rule.Code).ShouldBe(["RISK_RENTAL"]);
    }

    [Test]
    public void A_declined_slot_is_no_reason()
    {
        var session = Started();
        Answer(session, new Understanding { Declined = true });

        ReasonsOfLast(session)!.MissingSlots.Select(slot => slot.Key).ShouldBe(["drain", "users"]);
    }

    [Test]
    public void The_only_question_left_has_no_runner_up_and_the_end_no_reasons()
    {
        var session = Started();
        Answer(session, new Understanding { Slots = [Says("purpose", "rental", 0.85)] });
        Answer(session, new Understanding { Slots = [Says("users", "family", 0.85)] });

        ReasonsOfLast(session)!.Chosen.Id.ShouldBe("Q_BUDGET");
        ReasonsOfLast(session)!.RunnerUp.ShouldBeNull();
        Answer(session, Understanding.Nothing);
        ReasonsOfLast(session).ShouldBeNull();
    }

    [Test]
    public void A_choice_of_another_brain_has_no_reasons() =>
        DecisionReasons.Of(Started().Decisions.Single(), new CompiledBrain(new BrainDocument())).ShouldBeNull();

    private static Session Started() => Session.Start(new StartedInterview("en", 7, [], Guid.Empty), Brain, TestBrain.Now);

    private static void Answer(Session session, Understanding understanding) =>
        session.Answer(new SubmittedAnswer(session.CurrentQuestion!.Id, AnswerInput.InWords("some text"), "some text", understanding, Guid.Empty), Brain, TestBrain.Now);

    private static UnderstoodSlot Says(string slot, string option, double confidence) =>
        new() { SlotKey = slot, Options = [new UnderstoodOption(option, confidence, new EvidenceSpan(0, 4))] };

    private static DecisionReasons? ReasonsOfLast(Session session) => DecisionReasons.Of(session.Decisions.Last(), Brain);
}
