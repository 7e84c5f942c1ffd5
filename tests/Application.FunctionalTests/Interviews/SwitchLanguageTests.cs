using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.FunctionalTests.Interviews;

public sealed class SwitchLanguageTests : FunctionalTest
{
    [Test]
    public async Task The_interview_goes_on_in_the_other_language()
    {
        await PublishAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red and large");

        (await SendAsync(new SwitchLanguage(sessionId, Languages.Russian))).ShouldBe(InterviewStage.Asking);

        var session = await SessionAsync(sessionId);
        (session.Language, session.State.Language).ShouldBe((Languages.Russian, Languages.Russian));
        session.State.RiskFlags.Select(flag => flag.Note).ShouldBe(["That is a lot of red. (ru)", "Nobody can get in. (ru)"]);
        session.CurrentQuestion!.Text.ShouldBe("What size? (ru)");
        (await MessagesAsync(sessionId)).Select(message => message.Content).ShouldBe(["Which colour?", "red and large", "What size? (ru)"]);
        (await DecisionsAsync(sessionId)).Count.ShouldBe(2);
        var view = await SendAsync(new GetInterview(sessionId));
        (view.Language, view.Question!.Text, view.Question.OptionGroups[0].Label).ShouldBe((Languages.Russian, "What size? (ru)", "Размер"));
        view.Known.Select(known => known.Label).ShouldBe(["Цвет", "Размер"]);
        var facts = await SendAsync(new GetFacts(sessionId));
        facts.Language.ShouldBe(Languages.Russian);
        facts.Answers.ShouldBe([new AnswerView(1, "Which colour? (ru)", "red and large")]);
        facts.Facts[0].Parts.ShouldBe([new FactPartView("Red paint", "red", 1)], "quotes stay as they were said");
    }

    [Test]
    public async Task The_report_is_in_the_language_of_the_end()
    {
        await PublishAsync();
        var sessionId = await AnswerAllAsync();
        await SendAsync(new SwitchLanguage(sessionId, Languages.Russian));

        await SendAsync(new FinishInterview { SessionId = sessionId, Name = "Ona" });

        var report = await SendAsync(new GetReport(sessionId));
        report.Language.ShouldBe(Languages.Russian);
        report.Full.ShouldContain("- Цвет: Red paint \"red\"");
        report.Full.ShouldContain("That is a lot of red. (ru)");
    }

    [Test]
    public async Task An_answer_with_picked_options_that_is_sent_again_in_another_language_was_stored_before()
    {
        await PublishSaunaPackAsync();
        var sessionId = await StartAsync();
        var view = await SendAsync(new GetInterview(sessionId));
        var group = view.Question!.OptionGroups[0];
        var answer = await AnswerToCurrentAsync(sessionId, "") with { Choices = [new(group.SlotKey, group.Options[0].Key)] };
        await SendAsync(answer);
        await SendAsync(new SwitchLanguage(sessionId, Languages.Lithuanian));
        var before = await SnapshotAsync(sessionId);

        (await SendAsync(answer)).Outcome.ShouldBe(SubmitAnswerOutcome.StoredBefore);
        (await SendAsync(answer with { Choices = [new(group.SlotKey, group.Options[1].Key)] })).Outcome.ShouldBe(SubmitAnswerOutcome.NotCurrent);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task Answers_are_understood_in_the_language_of_the_interview()
    {
        await PublishSaunaPackAsync();
        var sessionId = await StartAsync(Languages.English);
        await SendAsync(new SwitchLanguage(sessionId, Languages.Lithuanian));

        await AnswerAsync(sessionId, "Šeimai, poilsiui po darbo.");

        (await SessionAsync(sessionId)).State.Slots.Values.Count(slot => slot.HasValue).ShouldBeGreaterThan(0);
    }

    [TestCase("")]
    [TestCase("de")]
    [TestCase("EN")]
    public async Task A_language_that_is_not_supported_is_refused(string language)
    {
        await PublishAsync();
        var sessionId = await StartAsync();

        (await RefusedAsync(new SwitchLanguage(sessionId, language))).ShouldBe(["LanguageMissing"]);
    }

    [Test]
    public async Task The_same_language_and_a_finished_interview_change_nothing()
    {
        await PublishAsync();
        var sessionId = await StartAsync();
        await ShouldStoreNothingAsync(Languages.English, InterviewStage.Asking);
        sessionId = await FinishAsync();
        await ShouldStoreNothingAsync(Languages.Russian, InterviewStage.Finished);

        async Task ShouldStoreNothingAsync(string language, InterviewStage stage)
        {
            var before = await SnapshotAsync(sessionId);
            (await SendAsync(new SwitchLanguage(sessionId, language))).ShouldBe(stage);
            (await SnapshotAsync(sessionId)).ShouldBe(before);
        }
    }

    [Test]
    public async Task A_switch_whose_confirmation_got_lost_is_recognized()
    {
        await PublishAsync();
        var sessionId = await StartAsync();
        LostConfirmation.Arm();

        (await SendAsync(new SwitchLanguage(sessionId, Languages.Russian))).ShouldBe(InterviewStage.Asking);

        LostConfirmation.Happened.ShouldBeTrue();
        (await SessionAsync(sessionId)).Language.ShouldBe(Languages.Russian);
    }

    [Test]
    [Repeat(5)]
    public async Task A_switch_during_an_answer_loses_neither()
    {
        await PublishAsync();
        var sessionId = await StartAsync();
        var answer = await AnswerToCurrentAsync(sessionId, "red");

        var answering = SendAsync(answer);
        await Task.WhenAll(SendAtOnceAsync(3, new SwitchLanguage(sessionId, Languages.Russian)), answering);

        (await answering).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
        var session = await SessionAsync(sessionId);
        session.Language.ShouldBe(Languages.Russian);
        session.CurrentQuestion!.Text.ShouldBe("What size? (ru)");
        (await MessagesAsync(sessionId)).Select(message => message.Content).ToList()[^1].ShouldBe("What size? (ru)");
    }

    private static async Task PublishAsync() => await PublishBrainAsync(SmallBrain.Document with
    {
        Questions = [.. SmallBrain.Document.Questions.Select(question => question with { TextRu = $"{question.TextEn} (ru)" })],
        RiskRules = [.. SmallBrain.Document.RiskRules.Select(rule => rule with { NoteTemplateRu = $"{rule.NoteTemplateEn} (ru)" })],
    });
}
