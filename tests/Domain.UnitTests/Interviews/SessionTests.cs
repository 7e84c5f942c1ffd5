using System.Text.Json;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using CsCheck;

namespace AgentBrain.Domain.UnitTests.Interviews;

public class SessionTests
{
    private static readonly byte[] Token = [1, 2, 3];
    private static readonly Guid StartForm = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid AnswerForm = Guid.Parse("00000000-0000-0000-0000-000000000002");
    private static readonly SealedContact Contact = new("sealed", [1, 2, 3]);
    private static readonly InterviewReport Report = new("full", "summary");

    private static readonly CompiledBrain Brain = new(new BrainDocument
    {
        Slots =
        [
            TestBrain.Slot("purpose", true, TestBrain.Option("family"), TestBrain.Option("rental")),
            TestBrain.Slot("drain", true, TestBrain.Option("sewer")),
            TestBrain.Slot("budget"),
        ],
        Questions =
        [
            TestBrain.Question("Q_PURPOSE", 90, "purpose") with { TextEn = "What for?", RoundHint = 1 },
            TestBrain.Question("Q_DRAIN", 50, "drain"),
            TestBrain.Question("Q_BUDGET", 10, "budget"),
            TestBrain.Question("Q_MORE", 1, "budget"),
            TestBrain.Clarifier("Q_CLARIFY", 99, "RISK_RENTAL"),
        ],
        RiskRules = [TestBrain.Risk("RISK_RENTAL", new AllOf([TestBrain.Contains("purpose", "rental"), TestBrain.Lacks("drain", "sewer")]))],
        Modes = TestBrain.Quick(critical: [TestBrain.Critical("purpose"), TestBrain.Critical("drain")]),
    });

    [Test]
    public void An_interview_starts_with_its_first_question()
    {
        var session = Started();

        session.Language.ShouldBe("en");
        session.RevisionId.ShouldBe(7);
        session.TokenHash.ShouldBeSameAs(Token);
        session.StartSubmissionId.ShouldBe(StartForm);
        session.CreatedAt.ShouldBe(TestBrain.Now);
        session.Id.Version.ShouldBe(7);
        session.Stage.ShouldBe(InterviewStage.Asking);
        session.CurrentQuestion.ShouldBe(new AskedQuestion("Q_PURPOSE", "What for?", 1));
        session.State.Language.ShouldBe("en");
        session.State.InterviewMode.ShouldBe("quick");
        session.State.UnknownSlots.ShouldBe(["purpose", "drain", "budget"]);
        session.State.AskedQuestionIds.ShouldBe(["Q_PURPOSE"]);
        session.State.QuestionsAskedCount.ShouldBe(1);
        session.State.QuickState.ShouldBe(new QuickState { AskedCount = 1, LastQuestionId = "Q_PURPOSE" });
    }

    [Test]
    public void The_first_question_is_kept_as_a_message_and_a_decision()
    {
        var session = Started();

        var message = session.Messages.ShouldHaveSingleItem();
        message.SessionId.ShouldBe(session.Id);
        message.Sequence.ShouldBe(1);
        message.Role.ShouldBe(Message.AgentRole);
        message.QuestionId.ShouldBe("Q_PURPOSE");
        message.Content.ShouldBe("What for?");
        message.Round.ShouldBe(1);
        message.SubmissionId.ShouldBeNull();
        message.CreatedAt.ShouldBe(TestBrain.Now);

        var record = session.Decisions.ShouldHaveSingleItem();
        record.SessionId.ShouldBe(session.Id);
        record.Sequence.ShouldBe(1);
        record.RevisionId.ShouldBe(7);
        record.QuestionId.ShouldBe("Q_PURPOSE");
        record.StopReason.ShouldBeNull();
        record.CreatedAt.ShouldBe(TestBrain.Now);
        record.Details.Inputs.Asked.ShouldBeEmpty();
        record.Details.RunnerUpId.ShouldBe("Q_DRAIN");
        record.Details.Candidates.Select(candidate => (candidate.Id, candidate.Eligible, candidate.Reason)).ShouldBe(
        [
            ("Q_CLARIFY", false, Eligibility.RiskNotRaised),
            ("Q_PURPOSE", true, null),
            ("Q_DRAIN", true, null),
            ("Q_BUDGET", true, null),
            ("Q_MORE", true, null),
        ]);
    }

    [Test]
    public void A_brain_without_questions_leads_straight_to_the_contact_details()
    {
        var session = Session.Start(new StartedInterview("lt", 7, Token, StartForm), new CompiledBrain(new BrainDocument()), TestBrain.Now);

        session.Stage.ShouldBe(InterviewStage.LeavingContact);
        session.Messages.ShouldBeEmpty();
        session.Decisions.ShouldHaveSingleItem().StopReason.ShouldBe(StopDecision.NoQuestionsLeft);
    }

    [Test]
    public void An_answer_is_kept_behind_its_question_and_the_next_one_asked()
    {
        var session = Started();
        var later = TestBrain.Now.AddMinutes(1);

        session.Answer(new SubmittedAnswer("Q_PURPOSE", AnswerInput.InWords("For the family"), "For the family", Says("purpose", "family"), AnswerForm), Brain, later);

        var answer = session.Messages.ElementAt(1);
        answer.SessionId.ShouldBe(session.Id);
        answer.Sequence.ShouldBe(2);
        answer.Role.ShouldBe(Message.UserRole);
        answer.QuestionId.ShouldBe("Q_PURPOSE");
        answer.Content.ShouldBe("For the family");
        answer.Round.ShouldBe(1);
        answer.SubmissionId.ShouldBe(AnswerForm);
        answer.CreatedAt.ShouldBe(later);
        session.Messages.Select(message => (message.Sequence, message.QuestionId)).ShouldBe([(1, "Q_PURPOSE"), (2, "Q_PURPOSE"), (3, "Q_DRAIN")]);
        session.Decisions.Select(record => record.Sequence).ShouldBe([1, 2]);
        session.CurrentQuestion!.Text.ShouldBe("Q_DRAIN?", "an English text is missing, so the Lithuanian one is asked");
        session.State.QuickState.ShouldBe(new QuickState { AskedCount = 2, LastQuestionId = "Q_DRAIN" });
    }

    [Test]
    public void An_answer_fills_slots_and_says_which()
    {
        var session = Started();

        Answer(session, Says("purpose", "family")).ShouldBe(["purpose"]);

        session.State.Slots["purpose"].Value.ShouldBe("family");
        session.State.Slots["purpose"].Evidence.ShouldBe([new SlotEvidence("family", 0.85, "Q_PURPOSE", "some")]);
        session.State.UnknownSlots.ShouldBe(["drain", "budget"]);
        session.DecisionInputs().Values["purpose"].ShouldBe(new SlotFact("family", 0.85));
    }

    [Test]
    public void An_answer_may_fill_slots_that_were_not_asked_about_and_unknown_ones_are_ignored()
    {
        var session = Started();
        var understanding = new Understanding { Slots = [.. Says("drain", "sewer").Slots, .. Says("garage", "large").Slots] };

        Answer(session, understanding).ShouldBe(["drain"]);

        session.State.Slots.Keys.ShouldBe(["drain"]);
    }

    [Test]
    public void A_denial_empties_a_slot_again()
    {
        var session = Started();
        Answer(session, Says("purpose", "family", 0.45));

        Answer(session, new Understanding { Slots = [new UnderstoodSlot { SlotKey = "purpose", Denied = [new("family", 0.95)] }] }).ShouldBe(["purpose"]);

        session.State.Slots["purpose"].HasValue.ShouldBeFalse();
        session.State.UnknownSlots.ShouldContain("purpose");
    }

    [Test]
    public void I_do_not_know_declines_the_slots_that_were_asked_about()
    {
        var session = Started();

        Answer(session, new Understanding { Declined = true }).ShouldBeEmpty();

        session.State.DeclinedSlots.ShouldBe(["purpose"]);
        session.State.UnknownSlots.ShouldContain("purpose");
        session.DecisionInputs().Declined.ShouldBe(["purpose"]);
        Answer(session, Says("purpose", "family"));
        session.State.DeclinedSlots.ShouldBeEmpty("a later value lifts the refusal");
    }

    [Test]
    public void I_do_not_know_to_a_clarifier_declines_only_the_slots_of_its_risk_that_have_no_value()
    {
        var session = Started();
        Answer(session, Says("purpose", "rental"));
        session.CurrentQuestion!.Id.ShouldBe("Q_CLARIFY");

        Answer(session, new Understanding { Declined = true });

        session.State.DeclinedSlots.ShouldBe(["drain"]);
    }

    [Test]
    public void Low_information_answers_are_counted_until_one_says_something()
    {
        var session = Started();

        Answer(session, Understanding.Nothing);
        session.State.QuickState!.LowInfoStreak.ShouldBe(1);
        Answer(session, Says("budget", "large"));
        session.State.QuickState!.LowInfoStreak.ShouldBe(2, "the slot has no such option");
        session.State.QuickState.StopReason.ShouldBe(StopDecision.LowInfoStreak);

        session = Started();
        Answer(session, Understanding.Nothing);
        Answer(session, Says("drain", "sewer", 0.3));
        session.State.QuickState!.LowInfoStreak.ShouldBe(0);
    }

    [Test]
    public void Saying_the_same_more_surely_is_information_and_no_more_surely_is_none()
    {
        var session = Started();
        Answer(session, Says("purpose", "family", 0.45));

        Answer(session, Says("purpose", "family", 0.5)).ShouldBe(["purpose"]);
        Answer(session, Says("purpose", "family", 0.5)).ShouldBeEmpty();
        session.State.QuickState!.LowInfoStreak.ShouldBe(1);
    }

    [Test]
    public void Raised_risks_are_noted_in_the_language_of_the_interview()
    {
        var session = Started();

        Answer(session, Says("purpose", "rental"));

        var flag = session.State.RiskFlags.ShouldHaveSingleItem();
        (flag.Code, flag.Severity, flag.Note, flag.Confirmed).ShouldBe(("RISK_RENTAL", "high", "RISK_RENTAL en", false));
        flag.Evidence.ShouldBe(["purpose", "drain"]);
        Answer(session, Says("drain", "sewer"));
        session.State.RiskFlags.ShouldBeEmpty();
    }

    [Test]
    public void The_interview_ends_when_the_critical_slots_are_established()
    {
        var session = Ended();

        session.Stage.ShouldBe(InterviewStage.LeavingContact);
        session.CurrentQuestion.ShouldBeNull();
        session.State.QuickState!.StopReason.ShouldBe(StopDecision.CriticalSlotsMet);
        session.State.AskedQuestionIds.ShouldBe(["Q_PURPOSE", "Q_DRAIN"]);
        session.Messages.Select(message => message.Sequence).ShouldBe([1, 2, 3, 4]);
        var last = session.Decisions.Last();
        (last.Sequence, last.QuestionId, last.StopReason).ShouldBe((3, null, StopDecision.CriticalSlotsMet));
    }

    [Test]
    public void Only_an_answer_to_the_current_question_is_taken()
    {
        var session = Started();
        var wrong = new SubmittedAnswer("Q_DRAIN", AnswerInput.InWords("sewer"), "sewer", Understanding.Nothing, AnswerForm);

        Should.Throw<InvalidOperationException>(() => session.Answer(wrong, Brain, TestBrain.Now));

        session.Messages.Count.ShouldBe(1);
        Should.Throw<InvalidOperationException>(() => Ended().Answer(wrong, Brain, TestBrain.Now));
        Should.Throw<InvalidOperationException>(() => Finished().Answer(wrong, Brain, TestBrain.Now));
    }

    [Test]
    public void Finishing_keeps_the_contact_details_and_the_reports()
    {
        var session = Finished();

        session.Stage.ShouldBe(InterviewStage.Finished);
        (session.ContactSealed, session.ContactEmailHash).ShouldBe(("sealed", Contact.EmailHash));
        (session.ContactName, session.ContactEmail, session.ContactPhone, session.ContactSettled).ShouldBe((null, null, null, true));
        (session.FinalReport, session.ReportSummary).ShouldBe(("full", "summary"));
        session.CompletedAt.ShouldBe(TestBrain.Now);
        session.EmailSentAt.ShouldBeNull();
    }

    [Test]
    public void Only_an_ended_interview_can_be_finished_and_only_once()
    {
        Should.Throw<InvalidOperationException>(() => Started().Finish(Contact, Report, TestBrain.Now));
        var finished = Finished();
        Should.Throw<InvalidOperationException>(() => finished.Finish(new SealedContact("other", null), Report, TestBrain.Now));
        finished.ContactSealed.ShouldBe("sealed");
    }

    [Test]
    public void A_stored_state_is_read_back_alike_with_members_that_are_not_known()
    {
        var session = Started();
        Answer(session, Says("purpose", "rental"));

        var read = TestBrain.StoredAndRead(session.State);

        JsonSerializer.Serialize(read, TestBrain.Stored).ShouldBe(JsonSerializer.Serialize(session.State, TestBrain.Stored));
        var other = JsonSerializer.Deserialize<SessionState>("""{"language": "ru", "agreed": [1]}""", TestBrain.Stored)!;
        TestBrain.StoredAndRead(other).Others!["agreed"].GetRawText().ShouldBe("[1]");
    }

    [Test]
    public void The_state_stays_consistent_after_every_answer() => RandomBrains.Interview.Sample(
        interview =>
        {
            var consistent = true;
            interview.Hold(new CompiledBrain(interview.Brain), session => consistent &= IsConsistent(session, interview.Brain));
            return consistent;
        },
        iter: 5_000,
        print: interview => JsonSerializer.Serialize(interview, BrainDocument.Json));

    private static bool IsConsistent(Session session, BrainDocument brain)
    {
        var state = session.State;
        var asked = state.AskedQuestionIds.Count;
        var answered = session.CurrentQuestion is null ? asked : asked - 1;
        var filled = state.Slots.Where(slot => slot.Value.HasValue).Select(slot => slot.Key).ToHashSet();
        return state.QuestionsAskedCount == asked
            && state.QuickState!.AskedCount == asked
            && state.QuickState.LastQuestionId == (asked == 0 ? null : state.AskedQuestionIds[^1])
            && (session.CurrentQuestion is null) == (state.QuickState.StopReason is not null)
            && (session.CurrentQuestion is null || session.CurrentQuestion.Id == state.AskedQuestionIds[^1])
            && session.Messages.Select(message => message.Sequence).SequenceEqual(Enumerable.Range(1, asked + answered))
            && session.Decisions.Select(record => record.Sequence).SequenceEqual(Enumerable.Range(1, answered + 1))
            && state.UnknownSlots.SequenceEqual(brain.Slots.Select(slot => slot.Key).Where(key => !filled.Contains(key)))
            && !state.DeclinedSlots.Any(filled.Contains)
            && state.DeclinedSlots.Distinct().Count() == state.DeclinedSlots.Count
            && state.Slots.Values.All(value => value.Evidence.Count == 0
                ? value.Value is null && value.Confidence == 0
                : value.Value == string.Join(", ", value.Evidence.Select(evidence => evidence.Supports))
                    && value.Confidence == value.Evidence.Max(evidence => evidence.Confidence)
                    && value.Evidence.All(evidence => RandomBrains.AnswerText.Contains(evidence.Quote!, StringComparison.Ordinal))
                    && !(value.Value.Contains("ash", StringComparison.Ordinal) && value.Value.Contains("birch", StringComparison.Ordinal)));
    }

    private static Session Started() => Session.Start(new StartedInterview("en", 7, Token, StartForm), Brain, TestBrain.Now);

    private static Session Ended()
    {
        var session = Started();
        Answer(session, Says("purpose", "family"));
        Answer(session, Says("drain", "sewer"));
        return session;
    }

    private static Session Finished()
    {
        var session = Ended();
        session.Finish(Contact, Report, TestBrain.Now);
        return session;
    }

    private static IReadOnlyList<string> Answer(Session session, Understanding understanding) =>
        session.Answer(new SubmittedAnswer(session.CurrentQuestion!.Id, AnswerInput.InWords("some text"), "some text", understanding, Guid.Empty), Brain, TestBrain.Now);

    private static Understanding Says(string slot, string option, double confidence = 0.85) =>
        new() { Slots = [new UnderstoodSlot { SlotKey = slot, Options = [new UnderstoodOption(option, confidence, new EvidenceSpan(0, 4))] }] };
}
