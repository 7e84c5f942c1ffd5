using System.Text.Json;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Domain.UnitTests.Interviews;

/// <summary>What a respondent changes before the report: answers, facts by hand, the language, an early end.</summary>
public class ChangedSessionTests
{
    private static readonly DateTimeOffset Later = TestBrain.Now.AddMinutes(5);
    private static readonly Guid Form = Guid.Parse("00000000-0000-0000-0000-000000000009");

    private static readonly CompiledBrain Brain = new(new BrainDocument
    {
        Slots =
        [
            TestBrain.Slot("purpose", true, TestBrain.Option("family"), TestBrain.Option("rental")),
            TestBrain.Slot("fuel", true, TestBrain.Option("wood", "electricity"), TestBrain.Option("electricity"), TestBrain.Option("gas")),
            TestBrain.Slot("budget", false, TestBrain.Option("limited"), TestBrain.Option("generous")),
        ],
        Questions =
        [
            TestBrain.Question("Q_PURPOSE", 90, "purpose") with { TextEn = "What for?", TextRu = "Зачем?" },
            TestBrain.Question("Q_FUEL", 50, "fuel") with { TextEn = "Which fuel?", TextRu = "Какое топливо?" },
            TestBrain.Question("Q_BUDGET", 10, "budget") with { TextEn = "How much?", TextRu = "Сколько?" },
            TestBrain.Clarifier("Q_PERMIT", 99, "RISK_RENTAL") with { TextEn = "Is there a permit?" },
        ],
        RiskRules = [TestBrain.Risk("RISK_RENTAL", TestBrain.Contains("purpose", "rental")) with { NoteTemplateRu = "Сдача внаём" }],
        SkipRules = [TestBrain.Skip("SKIP_FUEL", "purpose", "rental", "Q_FUEL")],
        Modes = TestBrain.Quick(lowInfoStreakMax: 9, critical: [TestBrain.Critical("purpose"), TestBrain.Critical("fuel"), TestBrain.Critical("budget")]),
    });

    [Test]
    public void A_changed_answer_takes_the_place_of_the_earlier_one_which_is_kept()
    {
        var session = Started();
        Answer(session, "For the family", Says("purpose", "family"));
        var first = session.Messages.Single(message => message.Role == Message.UserRole).SubmissionId;

        Change(session, "Q_PURPOSE", "For rent", Says("purpose", "rental"));

        var message = session.Messages.Single(message => message.Role == Message.UserRole);
        (message.Sequence, message.Content, message.SubmissionId, message.CreatedAt, message.ChangedAt).ShouldBe((2, "For rent", Form, TestBrain.Now, Later));
        message.Input.ShouldBe(AnswerInput.InWords("For rent"));
        var replaced = session.ReplacedAnswers.ShouldHaveSingleItem();
        (replaced.SessionId, replaced.QuestionId, replaced.Content, replaced.SubmissionId).ShouldBe((session.Id, "Q_PURPOSE", "For the family", first));
        replaced.Input.ShouldBe(AnswerInput.InWords("For the family"));
        (replaced.SaidAt, replaced.ReplacedAt).ShouldBe((TestBrain.Now, Later));
        var purpose = session.State.Slots["purpose"];
        purpose.Value.ShouldBe("rental", "what the earlier answer said counts no more, not even as overruled");
        purpose.Overruled.ShouldBeEmpty();
        purpose.Evidence.ShouldBe([new SlotEvidence("rental", 0.85, "Q_PURPOSE", "For ")]);
    }

    [Test]
    public void An_answer_that_is_changed_twice_was_said_when_it_was_changed_first()
    {
        var session = Started();
        Answer(session, "one", Understanding.Nothing);
        Change(session, "Q_PURPOSE", "two", Understanding.Nothing);

        session.ChangeAnswer(Submitted("Q_PURPOSE", "three", Understanding.Nothing), Brain, Later.AddMinutes(1));

        session.ReplacedAnswers.Select(replaced => (replaced.Content, replaced.SaidAt, replaced.ReplacedAt)).ShouldBe(
        [
            ("one", TestBrain.Now, Later),
            ("two", Later, Later.AddMinutes(1)),
        ]);
    }

    [Test]
    public void A_change_asks_a_newly_relevant_question_in_the_place_of_the_waiting_one()
    {
        var session = Started();
        Answer(session, "family", Says("purpose", "family"));
        var waiting = session.Messages.Single(message => message.Sequence == 3);
        waiting.QuestionId.ShouldBe("Q_FUEL");

        Change(session, "Q_PURPOSE", "rental", Says("purpose", "rental"));

        session.CurrentQuestion.ShouldBe(new AskedQuestion("Q_PERMIT", "Is there a permit?", null));
        session.State.AskedQuestionIds.ShouldBe(["Q_PURPOSE", "Q_PERMIT"]);
        session.State.QuestionsAskedCount.ShouldBe(2);
        session.State.QuickState.ShouldBe(new QuickState { AskedCount = 2, LastQuestionId = "Q_PERMIT" });
        session.State.RiskFlags.ShouldHaveSingleItem().Code.ShouldBe("RISK_RENTAL");
        Turns(session).ShouldBe([(1, "Q_PURPOSE"), (2, "Q_PURPOSE"), (3, "Q_PERMIT")]);
        session.Messages.Single(message => message.Sequence == 3).ShouldBeSameAs(waiting);
        (waiting.Content, waiting.CreatedAt).ShouldBe(("Is there a permit?", Later));
    }

    [Test]
    public void A_change_that_makes_no_difference_leaves_the_waiting_question_alone()
    {
        var session = Started();
        Answer(session, "family", Says("purpose", "family"));

        Change(session, "Q_PURPOSE", "our family", Says("purpose", "family"));

        session.CurrentQuestion!.Id.ShouldBe("Q_FUEL");
        var waiting = session.Messages.Single(message => message.Sequence == 3);
        (waiting.QuestionId, waiting.CreatedAt).ShouldBe(("Q_FUEL", TestBrain.Now));
        session.Decisions.Select(record => (record.Sequence, record.QuestionId)).ShouldBe([(1, "Q_PURPOSE"), (2, "Q_FUEL"), (3, "Q_FUEL")]);
    }

    [Test]
    public void A_change_after_which_nothing_needs_asking_withdraws_the_waiting_question_and_its_message()
    {
        var session = Started();
        Answer(session, "family", Says("purpose", "family"));
        Answer(session, "wood", Says("fuel", "wood"));
        session.CurrentQuestion!.Id.ShouldBe("Q_BUDGET");

        Change(session, "Q_FUEL", "wood, and we have little", Says(("fuel", "wood"), ("budget", "limited")));

        session.Stage.ShouldBe(InterviewStage.LeavingContact);
        session.State.QuickState!.StopReason.ShouldBe(StopDecision.CriticalSlotsMet);
        session.State.AskedQuestionIds.ShouldBe(["Q_PURPOSE", "Q_FUEL"]);
        session.State.QuickState.LastQuestionId.ShouldBe("Q_FUEL");
        Turns(session).ShouldBe([(1, "Q_PURPOSE"), (2, "Q_PURPOSE"), (3, "Q_FUEL"), (4, "Q_FUEL")]);
    }

    [Test]
    public void A_change_may_take_up_an_interview_that_had_come_to_its_end()
    {
        var session = Complete();

        Change(session, "Q_BUDGET", "I wonder", Understanding.Nothing);

        // Everything was asked, so that the interview ends again, but for another reason.
        session.State.QuickState!.StopReason.ShouldBe(StopDecision.NoQuestionsLeft);
        Change(session, "Q_PURPOSE", "rental", Says("purpose", "rental"));
        session.Stage.ShouldBe(InterviewStage.Asking);
        session.CurrentQuestion!.Id.ShouldBe("Q_PERMIT");
        session.State.QuickState!.StopReason.ShouldBeNull();
        Turns(session)[^1].ShouldBe((7, "Q_PERMIT"));
        session.Decisions.Select(record => record.Sequence).ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Test]
    public void Only_an_answer_that_was_given_can_be_changed_and_not_after_the_report()
    {
        var session = Started();
        Should.Throw<InvalidOperationException>(() => Change(session, "Q_PURPOSE", "x", Understanding.Nothing));
        Should.Throw<InvalidOperationException>(() => Change(session, "Q_NOWHERE", "x", Understanding.Nothing));
        session.ReplacedAnswers.ShouldBeEmpty();

        var finished = Finished();
        var before = Written(finished.State);
        Should.Throw<InvalidOperationException>(() => Change(finished, "Q_PURPOSE", "x", Understanding.Nothing));
        Should.Throw<InvalidOperationException>(() => finished.Correct("purpose", null, Brain, Later));
        Should.Throw<InvalidOperationException>(() => finished.SetEndedEarly(true, Brain, Later));
        Should.Throw<InvalidOperationException>(() => finished.SwitchLanguage("ru", Brain, Later));
        Written(finished.State).ShouldBe(before);
        finished.Language.ShouldBe("en");
    }

    [Test]
    public void A_contradiction_in_a_later_answer_is_recorded_and_goes_when_the_answer_is_changed()
    {
        var session = Started();
        Answer(session, "wood", Says(("purpose", "family"), ("fuel", "wood")));

        Answer(session, "electricity", Says("fuel", "electricity"));

        session.State.Slots["fuel"].Value.ShouldBe("electricity");
        session.State.Slots["fuel"].Overruled.ShouldBe([new OverruledStatement(new SlotEvidence("wood", 0.85, "Q_PURPOSE", "wood"), "Q_FUEL")]);
        Change(session, "Q_FUEL", "little", Says("budget", "limited"));
        session.State.Slots["fuel"].Value.ShouldBe("wood");
        session.State.Slots["fuel"].Overruled.ShouldBeEmpty();
    }

    [Test]
    public void The_order_of_the_questions_decides_which_statement_is_the_newer_one()
    {
        var session = Started();
        Answer(session, "family", Says("purpose", "family"));
        Answer(session, "electricity", Says("fuel", "electricity"));

        // Changed last, but it answers the first question.
        Change(session, "Q_PURPOSE", "family, wood", Says(("purpose", "family"), ("fuel", "wood")));

        session.State.Slots["fuel"].Value.ShouldBe("electricity");
        session.State.Slots["fuel"].Overruled.ShouldHaveSingleItem().Statement.Supports.ShouldBe("wood");
    }

    [Test]
    public void What_is_set_by_hand_stands_whatever_the_answers_say()
    {
        var session = Started();
        Answer(session, "family", Says(("purpose", "family"), ("fuel", "wood")));

        session.Correct("fuel", new SlotCorrection(["gas", "electricity"], null), Brain, Later);

        ShouldBeByHand();
        Answer(session, "wood", Says("fuel", "wood", ConfidenceLevels.SetByHand)).ShouldBeEmpty("it changes nothing");
        ShouldBeByHand();
        Change(session, "Q_PURPOSE", "wood", Says(("purpose", "family"), ("fuel", "wood")));
        ShouldBeByHand();

        void ShouldBeByHand()
        {
            var fuel = session.State.Slots["fuel"];
            (fuel.Value, fuel.Confidence, fuel.SetByHand).ShouldBe(("electricity, gas", ConfidenceLevels.SetByHand, true));
            fuel.Evidence.ShouldBe([new("electricity", 1, null, null), new("gas", 1, null, null)]);
            session.State.UnknownSlots.ShouldNotContain("fuel");
        }
    }

    [Test]
    public void A_measure_set_by_hand_stands_behind_the_options()
    {
        var session = Started();

        session.Correct("purpose", new SlotCorrection(["family"], "6 people"), Brain, Later);

        session.State.Slots["purpose"].Value.ShouldBe("family, 6 people");
        session.State.Slots["purpose"].Parts.ShouldBe(["family", "6 people"]);
    }

    [Test]
    public void Taking_back_a_correction_lets_the_answers_speak_again()
    {
        var session = Started();
        Answer(session, "wood", Says(("purpose", "family"), ("fuel", "wood")));
        var before = WithoutCount(session.State);
        session.Correct("fuel", new SlotCorrection(["gas"], null), Brain, Later);
        session.Correct("budget", new SlotCorrection([], null), Brain, Later);

        session.Correct("fuel", null, Brain, Later);
        session.Correct("budget", null, Brain, Later);
        session.Correct("purpose", null, Brain, Later);

        WithoutCount(session.State).ShouldBe(before);
    }

    [Test]
    public void Unknown_by_hand_counts_as_declined_although_an_answer_says_otherwise()
    {
        var session = Started();
        Answer(session, "family", Says("purpose", "family"));

        session.Correct("purpose", new SlotCorrection([], null), Brain, Later);
        session.Correct("fuel", new SlotCorrection([], null), Brain, Later);

        var purpose = session.State.Slots["purpose"];
        (purpose.HasValue, purpose.SetByHand, purpose.Confidence).ShouldBe((false, true, 0));
        session.State.DeclinedSlots.ShouldBe(["purpose", "fuel"]);
        session.State.UnknownSlots.ShouldBe(["purpose", "fuel", "budget"]);
        session.DecisionInputs().Declined.ShouldBe(["purpose", "fuel"]);
        session.Correct("fuel", new SlotCorrection(["gas"], null), Brain, Later);
        session.State.DeclinedSlots.ShouldBe(["purpose"]);
    }

    [Test]
    public void A_correction_for_a_slot_that_the_brain_does_not_have_does_nothing()
    {
        var session = Started();
        Answer(session, "family", Says("purpose", "family"));

        session.Correct("garage", new SlotCorrection(["large"], null), Brain, Later);

        session.State.Slots.Keys.ShouldBe(["purpose"]);
        session.State.DeclinedSlots.ShouldBeEmpty();
    }

    [Test]
    public void An_early_end_withdraws_the_waiting_question_and_taking_up_again_asks_it_anew()
    {
        var session = Started();
        Answer(session, "family", Says("purpose", "family"));

        session.SetEndedEarly(true, Brain, Later);

        session.Stage.ShouldBe(InterviewStage.LeavingContact);
        session.State.EndedEarly.ShouldBeTrue();
        session.State.QuickState!.StopReason.ShouldBe(StopDecision.EndedEarly);
        session.State.AskedQuestionIds.ShouldBe(["Q_PURPOSE"]);
        Turns(session).ShouldBe([(1, "Q_PURPOSE"), (2, "Q_PURPOSE")]);
        session.Decisions.Last().StopReason.ShouldBe(StopDecision.EndedEarly);

        session.SetEndedEarly(false, Brain, Later);

        session.CurrentQuestion!.Id.ShouldBe("Q_FUEL");
        session.State.EndedEarly.ShouldBeFalse();
        session.State.QuickState!.StopReason.ShouldBeNull();
        Turns(session).ShouldBe([(1, "Q_PURPOSE"), (2, "Q_PURPOSE"), (3, "Q_FUEL")]);
        session.Decisions.Select(record => record.Sequence).ShouldBe([1, 2, 3, 4]);
    }

    [Test]
    public void An_interview_may_end_before_its_first_answer_and_then_be_finished()
    {
        var session = Started();

        session.SetEndedEarly(true, Brain, Later);

        session.Messages.ShouldBeEmpty();
        session.State.AskedQuestionIds.ShouldBeEmpty();
        session.State.QuickState.ShouldBe(new QuickState { StopReason = StopDecision.EndedEarly });
        session.Finish(new SealedContact("sealed", null), new InterviewReport("full", "summary"), Later);
        session.Stage.ShouldBe(InterviewStage.Finished);
    }

    [Test]
    public void An_interview_that_was_ended_early_stays_so_when_answers_change()
    {
        var session = Started();
        Answer(session, "family", Says("purpose", "family"));
        session.SetEndedEarly(true, Brain, Later);

        Change(session, "Q_PURPOSE", "rental", Says("purpose", "rental"));
        session.Correct("budget", new SlotCorrection(["limited"], null), Brain, Later);

        session.Stage.ShouldBe(InterviewStage.LeavingContact);
        session.State.Slots["purpose"].Value.ShouldBe("rental");
        session.State.RiskFlags.ShouldHaveSingleItem();
        Turns(session).Count.ShouldBe(2);
    }

    [Test]
    public void The_waiting_question_and_the_notes_of_flags_follow_the_language()
    {
        var session = Started();
        Answer(session, "rental", Says("purpose", "rental"));
        session.Correct("purpose", new SlotCorrection(["family", "rental"], null), Brain, Later);
        Answer(session, "yes", Understanding.Nothing);
        session.CurrentQuestion.ShouldBe(new AskedQuestion("Q_BUDGET", "How much?", null));
        var messages = session.Messages.Count;
        var decisions = session.Decisions.Count;

        session.SwitchLanguage("ru", Brain, Later);

        (session.Language, session.State.Language).ShouldBe(("ru", "ru"));
        session.CurrentQuestion.ShouldBe(new AskedQuestion("Q_BUDGET", "Сколько?", null));
        var waiting = session.Messages.Last();
        (waiting.QuestionId, waiting.Content, waiting.CreatedAt).ShouldBe(("Q_BUDGET", "Сколько?", TestBrain.Now));
        session.Messages.First().Content.ShouldBe("What for?", "what was asked and answered stays");
        session.State.RiskFlags.ShouldHaveSingleItem().Note.ShouldBe("Сдача внаём");
        session.Messages.Count.ShouldBe(messages);
        session.Decisions.Count.ShouldBe(decisions);

        Answer(session, "little", Says("budget", "limited"));
        session.State.RiskFlags.ShouldHaveSingleItem().Note.ShouldBe("Сдача внаём");
        session.SwitchLanguage("lt", Brain, Later);
        session.State.RiskFlags.ShouldHaveSingleItem().Note.ShouldBe("RISK_RENTAL lt");
    }

    [Test]
    public void An_interview_without_a_waiting_question_follows_the_language_too()
    {
        var session = Complete();
        var messages = session.Messages.Count;

        session.SwitchLanguage("ru", Brain, Later);

        session.Language.ShouldBe("ru");
        session.Stage.ShouldBe(InterviewStage.LeavingContact);
        session.Messages.Count.ShouldBe(messages);
    }

    [TestCase("correct")]
    [TestCase("end")]
    [TestCase("answer")]
    [TestCase("change")]
    public void An_interview_from_before_answers_were_kept_loses_nothing(string action)
    {
        var session = Older();

        switch (action)
        {
            case "correct":
                session.Correct("budget", new SlotCorrection(["limited"], null), Brain, Later);
                break;
            case "end":
                session.SetEndedEarly(true, Brain, Later);
                break;
            case "answer":
                Answer(session, "little", Says("budget", "limited"));
                break;
            default:
                Change(session, "Q_FUEL", "just gas", Says("fuel", "gas"));
                session.State.Slots["fuel"].Value.ShouldBe("gas", "what the replaced answer had said is gone");
                break;
        }

        session.State.Slots["purpose"].Value.ShouldBe("family");
        session.State.Slots["purpose"].Evidence.ShouldHaveSingleItem().Quote.ShouldBe("fami");
        if (action != "change")
            session.State.DeclinedSlots.ShouldContain("fuel");
        var numbers = session.Decisions.Select(record => record.Sequence).ToList();
        numbers.ShouldBe(Enumerable.Range(1, numbers.Count));
    }

    [Test]
    public void An_answer_from_before_answers_were_kept_takes_what_it_said_with_it()
    {
        var session = Older(ended: true);

        Change(session, "Q_PURPOSE", "rental", Says("purpose", "rental"));
        Change(session, "Q_FUEL", "I wonder", Understanding.Nothing);

        session.State.Slots["purpose"].Value.ShouldBe("rental");
        session.State.DeclinedSlots.ShouldBeEmpty();
        session.State.Slots["budget"].Value.ShouldBe("limited");
    }

    [Test]
    public void An_ended_interview_from_before_answers_were_kept_numbers_its_decisions_on()
    {
        var session = Older(ended: true);

        session.Correct("fuel", new SlotCorrection(["gas"], null), Brain, Later);

        var numbers = session.Decisions.Select(record => record.Sequence).ToList();
        numbers.ShouldBe(Enumerable.Range(1, numbers.Count));
        session.State.Slots.Keys.ShouldBe(["purpose", "budget", "fuel"], ignoreOrder: true);
    }

    [Test]
    public void Answers_of_an_older_interview_count_in_the_order_of_their_questions_whichever_is_changed_first()
    {
        var one = Older(ended: true);
        Change(one, "Q_PURPOSE", "wood", Says(("purpose", "family"), ("fuel", "wood")));
        Change(one, "Q_FUEL", "electricity", Says("fuel", "electricity"));
        var other = Older(ended: true);
        Change(other, "Q_FUEL", "electricity", Says("fuel", "electricity"));
        Change(other, "Q_PURPOSE", "wood", Says(("purpose", "family"), ("fuel", "wood")));

        WithoutCount(other.State).ShouldBe(WithoutCount(one.State));
        one.State.Slots["fuel"].Value.ShouldBe("electricity");
    }

    [Test]
    public void What_was_changed_is_stored_and_read_back_alike()
    {
        var session = Started();
        Answer(session, "wood", Says(("purpose", "family"), ("fuel", "wood")));
        Answer(session, "electricity", Says("fuel", "electricity"));
        session.Correct("budget", new SlotCorrection(["limited"], "20000 EUR"), Brain, Later);
        session.SetEndedEarly(true, Brain, Later);

        Written(TestBrain.StoredAndRead(session.State)).ShouldBe(Written(session.State));
    }

    private static Session Started() => Session.Start(new StartedInterview("en", 7, [1], Guid.NewGuid()), Brain, TestBrain.Now);

    private static Session Complete()
    {
        var session = Started();
        Answer(session, "family", Says("purpose", "family"));
        Answer(session, "wood", Says("fuel", "wood"));
        Answer(session, "little", Says("budget", "limited"));
        session.Stage.ShouldBe(InterviewStage.LeavingContact);
        return session;
    }

    private static Session Finished()
    {
        var session = Complete();
        session.Finish(new SealedContact("sealed", null), new InterviewReport("full", "summary"), TestBrain.Now);
        return session;
    }

    /// <summary>An interview as it was stored before answers were kept one by one: for the family, the fuel declined, the budget waiting or answered.</summary>
    private static Session Older(bool ended = false)
    {
        var session = Started();
        Answer(session, "family", Says("purpose", "family"));
        Answer(session, "who knows", new Understanding { Declined = true });
        if (ended)
            Answer(session, "little", Says("budget", "limited"));
        typeof(Session).GetProperty(nameof(Session.State))!.SetValue(session, session.State with { Answers = null, DecisionCount = null });
        return session;
    }

    private static IReadOnlyList<string> Answer(Session session, string text, Understanding understanding) =>
        session.Answer(Submitted(session.CurrentQuestion!.Id, text, understanding) with { SubmissionId = Guid.NewGuid() }, Brain, TestBrain.Now);

    private static void Change(Session session, string questionId, string text, Understanding understanding) =>
        session.ChangeAnswer(Submitted(questionId, text, understanding), Brain, Later);

    private static SubmittedAnswer Submitted(string questionId, string text, Understanding understanding) =>
        new(questionId, AnswerInput.InWords(text), text, understanding, Form);

    private static Understanding Says(string slot, string option, double confidence = 0.85) =>
        new() { Slots = [new UnderstoodSlot { SlotKey = slot, Options = [new UnderstoodOption(option, confidence, new EvidenceSpan(0, 4))] }] };

    private static Understanding Says(params (string Slot, string Option)[] said) => new() { Slots = [.. said.SelectMany(one => Says(one.Slot, one.Option).Slots)] };

    private static List<(int, string?)> Turns(Session session) =>
        [.. session.Messages.OrderBy(message => message.Sequence).Select(message => (message.Sequence, message.QuestionId))];

    private static string WithoutCount(SessionState state) => Written(state with { DecisionCount = 0 });

    private static string Written(SessionState state) => JsonSerializer.Serialize(state, TestBrain.Stored);
}
