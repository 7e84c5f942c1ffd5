using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Interviews;

public sealed class ChangeAnswerTests : FunctionalTest
{
    private const string ClarifyingQuestion = "Q_SURE";

    /// <summary>The small brain with a question that is asked first of all as soon as the fence is known to be large and red.</summary>
    private static BrainDocument WithClarifier { get; } = SmallBrain.Document with
    {
        Questions =
        [
            .. SmallBrain.Document.Questions,
            new() { Id = ClarifyingQuestion, TextLt = "Tikrai?", TextEn = "Are you sure?", BasePriority = 99, RequiresRisk = true, RiskCoverage = [SmallBrain.GaudyRisk] },
        ],
        Modes = new() { Quick = new() { Limits = new() { MaxQuestions = 9, LowInfoStreakMax = 9 } } },
    };

    [Test]
    public async Task Answer_state_decision_and_the_earlier_answer_are_stored_together()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "I would like it red.");
        var first = (await MessagesAsync(sessionId))[1];
        Clock.Advance(TimeSpan.FromMinutes(1));
        var change = await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "No, green.");

        (await SendAsync(change)).ShouldBe(ChangeAnswerOutcome.Stored);

        var messages = await MessagesAsync(sessionId);
        messages.Select(message => message.QuestionId).ShouldBe([SmallBrain.ColourQuestion, SmallBrain.ColourQuestion, SmallBrain.SizeQuestion]);
        var answer = messages[1];
        (answer.Id, answer.Sequence, answer.Content, answer.SubmissionId).ShouldBe((first.Id, 2, "No, green.", change.SubmissionId));
        (answer.CreatedAt, answer.ChangedAt).ShouldBe((first.CreatedAt, Clock.GetUtcNow()));
        answer.Input!.Written.ShouldBe("No, green.");
        var replaced = (await ReplacedAsync(sessionId)).ShouldHaveSingleItem();
        (replaced.QuestionId, replaced.Content, replaced.SubmissionId).ShouldBe((SmallBrain.ColourQuestion, "I would like it red.", first.SubmissionId));
        (replaced.SaidAt, replaced.ReplacedAt).ShouldBe((first.CreatedAt, Clock.GetUtcNow()));
        replaced.Input!.Written.ShouldBe("I would like it red.");
        var session = await SessionAsync(sessionId);
        session.State.Slots["colour"].Value.ShouldBe("green");
        session.State.Slots["colour"].Evidence.ShouldHaveSingleItem().Quote.ShouldBe("green");
        var decisions = await DecisionsAsync(sessionId);
        decisions.Select(decision => (decision.Sequence, decision.QuestionId)).ShouldBe(
            [(1, SmallBrain.ColourQuestion), (2, SmallBrain.SizeQuestion), (3, SmallBrain.SizeQuestion)]);
        decisions[^1].Details.Inputs.Values["colour"].Value.ShouldBe("green");
    }

    [Test]
    public async Task The_question_that_waits_is_replaced_when_another_is_needed_now()
    {
        await PublishBrainAsync(WithClarifier);
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "green");
        await AnswerAsync(sessionId, "large");
        (await SendAsync(new GetInterview(sessionId))).Question!.Id.ShouldBe(SmallBrain.ExtrasQuestion);

        await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "red"));

        (await SendAsync(new GetInterview(sessionId))).Question!.Text.ShouldBe("Are you sure?");
        (await MessagesAsync(sessionId)).Select(message => (message.Sequence, message.QuestionId)).ShouldBe(
        [
            (1, SmallBrain.ColourQuestion), (2, SmallBrain.ColourQuestion),
            (3, SmallBrain.SizeQuestion), (4, SmallBrain.SizeQuestion),
            (5, ClarifyingQuestion),
        ]);
        await AnswerAsync(sessionId, "yes");
        (await SendAsync(new GetInterview(sessionId))).Question!.Id.ShouldBe(SmallBrain.ExtrasQuestion, "it is asked after all");
        (await SessionAsync(sessionId)).State.RiskFlags.Select(flag => flag.Code).ShouldContain(SmallBrain.GaudyRisk);
    }

    [Test]
    public async Task The_question_that_waits_is_withdrawn_when_none_is_needed_any_more_and_asked_again_when_it_is()
    {
        await PublishBrainAsync(SmallBrain.Document with { Modes = Critical("colour", "size") });
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        (await MessagesAsync(sessionId)).Count.ShouldBe(3);

        await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "large and red"));

        (await SendAsync(new GetInterview(sessionId))).Stage.ShouldBe(InterviewStage.LeavingContact);
        (await MessagesAsync(sessionId)).Count.ShouldBe(2);
        await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "only red"));
        (await SendAsync(new GetInterview(sessionId))).Question!.Id.ShouldBe(SmallBrain.SizeQuestion);
        (await MessagesAsync(sessionId)).Select(message => message.Sequence).ShouldBe([1, 2, 3]);
        (await DecisionsAsync(sessionId)).Select(decision => decision.Sequence).ShouldBe([1, 2, 3, 4]);
        (await ReplacedAsync(sessionId)).Count.ShouldBe(2);
    }

    [Test]
    public async Task Picked_options_can_be_changed_like_words()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await SendAsync(await AnswerToCurrentAsync(sessionId, "") with { Choices = [new("colour", "red")] });

        await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "") with { Choices = [new("colour", "green")] });

        var given = (await SendAsync(new GetInterview(sessionId, 1))).Question!.Given!;
        given.Input.Choices.ShouldBe([new ChosenOption("colour", "green")]);
        (await SessionAsync(sessionId)).State.Slots["colour"].Value.ShouldBe("green");
    }

    [Test]
    public async Task Repeating_a_change_stores_nothing_also_after_the_next_one()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        var green = await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green");
        await SendAsync(green);
        await ShouldBeStoredBeforeAsync(green);
        await ShouldBeStoredBeforeAsync(green with { SubmissionId = Guid.NewGuid() });
        await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "red and green"));
        await ShouldBeStoredBeforeAsync(green);
        (await SessionAsync(sessionId)).State.Slots["colour"].Value.ShouldBe("red, green");

        async Task ShouldBeStoredBeforeAsync(ChangeAnswer change)
        {
            var before = await SnapshotAsync(sessionId);
            (await SendAsync(change)).ShouldBe(ChangeAnswerOutcome.StoredBefore);
            (await SnapshotAsync(sessionId)).ShouldBe(before);
        }
    }

    [Test]
    public async Task The_same_options_in_another_order_say_the_same()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await SendAsync(await AnswerToCurrentAsync(sessionId, "") with { Choices = [new("colour", "red"), new("colour", "green")] });
        var before = await SnapshotAsync(sessionId);

        var change = await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "") with { Choices = [new("colour", "green"), new("colour", "red"), new("colour", "red")] };

        (await SendAsync(change)).ShouldBe(ChangeAnswerOutcome.StoredBefore);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task A_change_of_an_answer_that_is_another_one_by_now_is_not_stored()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        var outdated = await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "red and green");
        await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green"));
        var before = await SnapshotAsync(sessionId);

        (await SendAsync(outdated)).ShouldBe(ChangeAnswerOutcome.ChangedMeanwhile);
        (await SendAsync(outdated with { Replaces = null })).ShouldBe(ChangeAnswerOutcome.ChangedMeanwhile);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [TestCase(SmallBrain.SizeQuestion)]
    [TestCase(SmallBrain.ExtrasQuestion)]
    [TestCase("Q_NOWHERE")]
    public async Task There_is_nothing_to_change_at_a_question_without_an_answer(string questionId)
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        var before = await SnapshotAsync(sessionId);

        (await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green") with { QuestionId = questionId })).ShouldBe(ChangeAnswerOutcome.NotPossible);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task Nothing_changes_after_the_report()
    {
        await PublishBrainAsync();
        var sessionId = await FinishAsync();
        var before = await SnapshotAsync(sessionId);

        (await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green"))).ShouldBe(ChangeAnswerOutcome.NotPossible);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task What_cannot_be_an_answer_is_refused()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        var before = await SnapshotAsync(sessionId);
        var change = await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green");

        (await RefusedAsync(change with { Answer = " \n" })).ShouldBe(["AnswerEmpty"]);
        (await RefusedAsync(change with { Answer = new string('ž', TextLimits.Answer + 1) })).ShouldBe(["AnswerTooLong"]);
        (await RefusedAsync(change with { Choices = [new("size", "large")] })).ShouldBe(["OptionUnknown"]);
        (await RefusedAsync(change with { Choices = [new("colour", "purple")] })).ShouldBe(["OptionUnknown"]);
        (await RefusedAsync(change with { SubmissionId = Guid.Empty, QuestionId = "" })).ShouldBe(["FormStale", "FormStale"]);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task A_submission_that_brought_an_answer_to_another_question_changes_nothing()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        await AnswerAsync(sessionId, "small");
        var used = await ChangeToAsync(sessionId, SmallBrain.SizeQuestion, "large");
        await SendAsync(used);
        var change = await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green") with { SubmissionId = used.SubmissionId };
        var before = await SnapshotAsync(sessionId);

        (await RefusedAsync(change)).ShouldBe(["FormStale"]);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
        await SendAsync(await ChangeToAsync(sessionId, SmallBrain.SizeQuestion, "small"));
        (await RefusedAsync(change)).ShouldBe(["FormStale"], "also when that answer was replaced since");
    }

    [Test]
    public async Task Of_twenty_simultaneous_copies_of_a_change_one_is_stored()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");

        var outcomes = await SendAtOnceAsync(20, await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green"));

        outcomes.Count(outcome => outcome == ChangeAnswerOutcome.Stored).ShouldBe(1);
        outcomes.Count(outcome => outcome == ChangeAnswerOutcome.StoredBefore).ShouldBe(19);
        (await ReplacedAsync(sessionId)).ShouldHaveSingleItem().Content.ShouldBe("red");
        (await DecisionsAsync(sessionId)).Count.ShouldBe(3);
        (await MessagesAsync(sessionId)).Count.ShouldBe(3);
    }

    [Test]
    [Repeat(5)]
    public async Task Of_two_simultaneous_changes_of_an_answer_one_is_stored_and_the_other_one_told()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        var green = await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green");
        var both = green with { SubmissionId = Guid.NewGuid(), Answer = "red and green" };

        var outcomes = await SendAtOnceAsync([green, both]);

        outcomes.ShouldBe([ChangeAnswerOutcome.Stored, ChangeAnswerOutcome.ChangedMeanwhile], ignoreOrder: true);
        (await MessagesAsync(sessionId))[1].Content.ShouldBe(outcomes[0] == ChangeAnswerOutcome.Stored ? "green" : "red and green");
        (await ReplacedAsync(sessionId)).ShouldHaveSingleItem();
    }

    [Test]
    public async Task A_change_whose_confirmation_got_lost_is_recognized()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        var change = await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green");
        LostConfirmation.Arm();

        (await SendAsync(change)).ShouldBe(ChangeAnswerOutcome.StoredBefore);

        LostConfirmation.Happened.ShouldBeTrue();
        (await ReplacedAsync(sessionId)).ShouldHaveSingleItem();
        (await SessionAsync(sessionId)).State.Slots["colour"].Value.ShouldBe("green");
    }

    [Test]
    public async Task An_answer_that_was_submitted_again_after_its_change_was_stored_before()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        var answer = await AnswerToCurrentAsync(sessionId, "red");
        await SendAsync(answer);
        await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green"));
        var before = await SnapshotAsync(sessionId);

        (await SendAsync(answer)).Outcome.ShouldBe(SubmitAnswerOutcome.StoredBefore);
        (await SendAsync(answer with { Answer = "red, I said" })).Outcome.ShouldBe(SubmitAnswerOutcome.NotCurrent);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task The_same_edits_in_another_order_are_stored_as_the_same_state()
    {
        await PublishBrainAsync();
        string[] states = [await EditedAsync(forth: true), await EditedAsync(forth: false)];

        states[1].ShouldBe(states[0]);

        async Task<string> EditedAsync(bool forth)
        {
            var sessionId = await AnswerAllAsync();
            List<Func<Task>> edits =
            [
                async () => await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green, and small")),
                async () => await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ExtrasQuestion, "a bell")),
                () => SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "size", Unknown = true }),
                () => SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "colour", Unknown = true }),
                () => SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "extras", Options = ["gate"] }),
            ];
            if (!forth)
                edits.Reverse();
            foreach (var edit in edits)
                await edit();
            return await QueryAsync(db => db.Database
                .SqlQuery<string>($"SELECT (state - 'decision_count')::text AS \"Value\" FROM sessions WHERE session_id = {sessionId}")
                .SingleAsync());
        }
    }

    private static ModesSection Critical(params string[] slots) => new()
    {
        Quick = new() { Limits = new() { MaxQuestions = 9, LowInfoStreakMax = 9 }, CriticalSlots = [.. slots.Select(slot => new CriticalSlot { Id = slot, MinConfidence = 0.6 })] },
    };
}
