using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.FunctionalTests.Interviews;

public sealed class GetInterviewTests : FunctionalTest
{
    [Test]
    public async Task Shows_the_current_question_with_its_options_and_reasons()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync(Languages.Russian);
        await AnswerAsync(sessionId, "red");

        var view = await SendAsync(new GetInterview(sessionId));

        view.Stage.ShouldBe(InterviewStage.Asking);
        view.Language.ShouldBe(Languages.Russian);
        view.Asked.ShouldBe(2);
        var question = view.Question.ShouldNotBeNull();
        question.Id.ShouldBe(SmallBrain.SizeQuestion);
        question.Number.ShouldBe(2);
        question.UsuallyTo.ShouldBe(3);
        var group = question.OptionGroups.ShouldHaveSingleItem();
        group.Label.ShouldBe("Размер");
        group.Options.ShouldBe([new OptionView("large", "Large fence"), new OptionView("small", "Small fence")]);
        var why = question.Why.ShouldNotBeNull();
        why.MissingSlots.ShouldBe(["Размер"]);
        why.RequiredSlots.ShouldBeEmpty();
        why.Terms.Values.Sum().ShouldBe(why.Total);
        why.RunnerUp!.Text.ShouldBe("What else?");
        why.RunnerUp.Terms.Values.Sum().ShouldBe(why.RunnerUp.Total);
        why.RunnerUp.Total.ShouldBeLessThan(why.Total);
    }

    [Test]
    public async Task The_last_candidate_has_no_runner_up()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        await AnswerAsync(sessionId, "small");

        (await SendAsync(new GetInterview(sessionId))).Question!.Why!.RunnerUp.ShouldBeNull();
    }
}
