using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.FunctionalTests.Interviews;

public sealed class GetFactsTests : FunctionalTest
{
    [Test]
    public async Task Shows_every_slot_with_the_respondents_words_and_what_gave_way()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red, and maybe small");
        await AnswerAsync(sessionId, "Rather large!");
        await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "extras", Unknown = true });

        var view = await SendAsync(new GetFacts(sessionId));

        (view.Language, view.EndedEarly).ShouldBe((Languages.English, false));
        view.Answers.ShouldBe([new AnswerView(1, "Which colour?", "red, and maybe small"), new AnswerView(2, "What size?", "Rather large!")]);
        view.Facts.Select(fact => fact.Key).ShouldBe(["colour", "size", "extras"]);
        var (colour, size, extras) = (view.Facts[0], view.Facts[1], view.Facts[2]);
        (colour.Label, colour.Required, colour.Sure, colour.SetByHand, colour.Declined).ShouldBe(("Colour", true, true, false, false));
        colour.Parts.ShouldBe([new FactPartView("Red paint", "red", 1)]);
        colour.Overruled.ShouldBeEmpty();
        size.Required.ShouldBeFalse();
        size.Parts.ShouldBe([new FactPartView("Large fence", "large", 2)]);
        size.Overruled.ShouldBe([new FactPartView("Small fence", "small", 1)]);
        extras.Parts.ShouldBeEmpty();
        (extras.Sure, extras.SetByHand, extras.Declined).ShouldBe((false, true, true));
    }

    [Test]
    public async Task What_was_only_hinted_at_is_not_sure()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "maybe red");

        (await SendAsync(new GetFacts(sessionId))).Facts[0].Sure.ShouldBeFalse();
        var known = (await SendAsync(new GetInterview(sessionId))).Known.ShouldHaveSingleItem();
        known.ShouldBe(new KnownFactView("colour", "Colour", "Red paint", Sure: false));
    }

    [Test]
    public async Task A_fact_set_by_hand_has_no_quote()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "colour", Options = ["green", "red"] });

        (await SendAsync(new GetFacts(sessionId))).Facts[0].Parts.ShouldBe([new FactPartView("Red paint", null, null), new FactPartView("Green paint", null, null)]);
    }

    [TestCase(Languages.Lithuanian, "4–6\u00A0žm.", "15\u00A0000–20\u00A0000\u00A0€", "2027 m. gegužė")]
    [TestCase(Languages.English, "4–6 people", "€15,000–20,000", "May 2027")]
    [TestCase(Languages.Russian, "4–6\u00A0чел.", "15\u00A0000–20\u00A0000\u00A0€", "май 2027 г.")]
    public async Task Measures_are_written_as_the_language_writes_them(string language, string people, string money, string month)
    {
        await PublishSaunaPackAsync();
        var sessionId = await StartAsync(language);
        foreach (var (slot, measure) in new[] { ("users", "4-6"), ("budget", "15-20k"), ("timeline", "2027-05") })
            await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = slot, Measure = measure });

        var facts = (await SendAsync(new GetFacts(sessionId))).Facts.Where(fact => fact.SetByHand).ToDictionary(fact => fact.Key, fact => fact.Parts.ShouldHaveSingleItem().Text);

        facts.ShouldBe(new Dictionary<string, string> { ["users"] = people, ["budget"] = money, ["timeline"] = month }, ignoreOrder: true);
    }

    [Test]
    public async Task One_fact_comes_with_everything_that_it_can_be_set_to()
    {
        await PublishSaunaPackAsync();
        var sessionId = await StartAsync();
        await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "users", Options = ["family"], Measure = "8" });

        var view = await SendAsync(new GetFact(sessionId, "users"));

        (view.Stage, view.Language, view.Unit, view.Measure).ShouldBe((InterviewStage.Asking, Languages.English, MeasureUnit.People, "8"));
        view.Chosen.ShouldBe(["family", "large_group"]);
        view.Options.ShouldContain(new OptionView("family", "Family"));
        view.Fact.Parts.Select(part => part.Text).ShouldBe(["Family", "Large group (8 or more)", "8 people"]);
        (await SendAsync(new GetFact(sessionId, "purpose"))).Unit.ShouldBeNull();
    }

    [Test]
    public async Task A_fact_of_which_nothing_is_known_can_be_set_too()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();

        var view = await SendAsync(new GetFact(sessionId, "size"));

        (view.Measure, view.Chosen.Count, view.Fact.Parts.Count, view.Options.Count).ShouldBe((null, 0, 0, 2));
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetFact(sessionId, "garage")));
    }

    [Test]
    public async Task Facts_can_be_read_after_the_report()
    {
        await PublishBrainAsync();
        var sessionId = await FinishAsync();

        (await SendAsync(new GetFacts(sessionId))).Stage.ShouldBe(InterviewStage.Finished);
        (await SendAsync(new GetFact(sessionId, "size"))).Stage.ShouldBe(InterviewStage.Finished);
    }
}
