using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.FunctionalTests.Interviews;

public sealed class EndInterviewTests : FunctionalTest
{
    [SetUp]
    public async Task Publish() => await PublishBrainAsync();

    [Test]
    public async Task An_early_end_is_stored_with_its_decision_and_without_the_waiting_question()
    {
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");

        (await SendAsync(new EndInterview(sessionId))).ShouldBe(InterviewStage.LeavingContact);

        var session = await SessionAsync(sessionId);
        session.State.EndedEarly.ShouldBeTrue();
        session.State.AskedQuestionIds.ShouldBe([SmallBrain.ColourQuestion]);
        (await MessagesAsync(sessionId)).Select(message => message.Content).ShouldBe(["Which colour?", "red"]);
        (await DecisionsAsync(sessionId)).Select(decision => (decision.Sequence, decision.StopReason)).ShouldBe([(1, null), (2, null), (3, StopDecision.EndedEarly)]);
        var view = await SendAsync(new GetInterview(sessionId));
        (view.Stage, view.Asked, view.Question).ShouldBe((InterviewStage.LeavingContact, 1, null));
        (await SendAsync(new GetFacts(sessionId))).EndedEarly.ShouldBeTrue();
    }

    [Test]
    public async Task The_report_says_what_is_missing()
    {
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        await SendAsync(new EndInterview(sessionId));

        (await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" })).Stage.ShouldBe(InterviewStage.Finished);

        (await SendAsync(new GetReport(sessionId))).Full.ShouldContain("Open: Size Extras\n");
    }

    [Test]
    public async Task An_interview_can_end_before_its_first_answer()
    {
        var sessionId = await StartAsync();

        await SendAsync(new EndInterview(sessionId));

        (await MessagesAsync(sessionId)).ShouldBeEmpty();
        (await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" })).Stage.ShouldBe(InterviewStage.Finished);
        (await SendAsync(new GetReport(sessionId))).Asked.ShouldBe(0);
    }

    [Test]
    public async Task Taking_it_up_again_asks_the_question_that_had_waited()
    {
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        await SendAsync(new EndInterview(sessionId));

        (await SendAsync(new EndInterview(sessionId, TakeUpAgain: true))).ShouldBe(InterviewStage.Asking);

        (await SendAsync(new GetInterview(sessionId))).Question!.Id.ShouldBe(SmallBrain.SizeQuestion);
        (await MessagesAsync(sessionId)).Select(message => (message.Sequence, message.QuestionId)).ShouldBe(
            [(1, SmallBrain.ColourQuestion), (2, SmallBrain.ColourQuestion), (3, SmallBrain.SizeQuestion)]);
        (await AnswerAsync(sessionId, "large")).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
        (await AnswerAsync(sessionId, "a gate")).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
        (await SendAsync(new GetFacts(sessionId))).EndedEarly.ShouldBeFalse();
    }

    [Test]
    public async Task Repeating_it_stores_nothing()
    {
        var sessionId = await StartAsync();
        await ShouldStoreNothingAsync(new EndInterview(sessionId, TakeUpAgain: true), InterviewStage.Asking);
        await SendAsync(new EndInterview(sessionId));
        await ShouldStoreNothingAsync(new EndInterview(sessionId), InterviewStage.LeavingContact);
        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" });
        await ShouldStoreNothingAsync(new EndInterview(sessionId), InterviewStage.Finished);
        await ShouldStoreNothingAsync(new EndInterview(sessionId, TakeUpAgain: true), InterviewStage.Finished);

        async Task ShouldStoreNothingAsync(EndInterview request, InterviewStage stage)
        {
            var before = await SnapshotAsync(sessionId);
            (await SendAsync(request)).ShouldBe(stage);
            (await SnapshotAsync(sessionId)).ShouldBe(before);
        }
    }

    [Test]
    public async Task An_interview_that_is_complete_does_not_end_early()
    {
        var sessionId = await AnswerAllAsync();
        var before = await SnapshotAsync(sessionId);

        (await SendAsync(new EndInterview(sessionId))).ShouldBe(InterviewStage.LeavingContact);

        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task An_answer_after_the_end_is_not_stored_until_the_interview_is_taken_up_again()
    {
        var sessionId = await StartAsync();
        var answer = await AnswerToCurrentAsync(sessionId, "red");
        await SendAsync(new EndInterview(sessionId));

        (await SendAsync(answer)).Outcome.ShouldBe(SubmitAnswerOutcome.NotCurrent);
        await SendAsync(new EndInterview(sessionId, TakeUpAgain: true));
        (await SendAsync(answer)).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
    }

    [Test]
    public async Task Simultaneous_and_unconfirmed_ends_make_one_decision()
    {
        var sessionId = await StartAsync();
        LostConfirmation.Arm();
        (await SendAsync(new EndInterview(sessionId))).ShouldBe(InterviewStage.LeavingContact);
        LostConfirmation.Happened.ShouldBeTrue();
        (await DecisionsAsync(sessionId)).Count.ShouldBe(2);

        var stages = await SendAtOnceAsync(20, new EndInterview(sessionId, TakeUpAgain: true));

        stages.ShouldAllBe(stage => stage == InterviewStage.Asking);
        (await DecisionsAsync(sessionId)).Count.ShouldBe(3);
        (await MessagesAsync(sessionId)).ShouldHaveSingleItem();
    }
}
