using AgentBrain.Application.Common;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.FunctionalTests.Interviews;

public sealed class CorrectFactTests : FunctionalTest
{
    [Test]
    public async Task State_and_decision_are_stored_together()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");

        (await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "colour", Options = ["green"] })).ShouldBe(InterviewStage.Asking);

        var session = await SessionAsync(sessionId);
        session.State.Corrections["colour"].Options.ShouldBe(["green"]);
        var colour = session.State.Slots["colour"];
        (colour.Value, colour.Confidence, colour.SetByHand).ShouldBe(("green", ConfidenceLevels.SetByHand, true));
        var decisions = await DecisionsAsync(sessionId);
        decisions.Select(decision => (decision.Sequence, decision.QuestionId)).ShouldBe(
            [(1, SmallBrain.ColourQuestion), (2, SmallBrain.SizeQuestion), (3, SmallBrain.SizeQuestion)]);
        decisions[^1].Details.Inputs.Values["colour"].Value.ShouldBe("green");
        (await MessagesAsync(sessionId)).Select(message => message.Content).ShouldBe(["Which colour?", "red", "What size?"]);
    }

    [Test]
    public async Task Answers_that_come_later_do_not_change_it_and_taking_it_back_lets_them_speak()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "size", Options = ["small"] });

        (await AnswerAsync(sessionId, "large")).SlotsUpdated.ShouldBeEmpty();
        await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "red and large"));

        (await SessionAsync(sessionId)).State.Slots["size"].Value.ShouldBe("small");
        await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "size", Restore = true });
        var size = (await SessionAsync(sessionId)).State.Slots["size"];
        (size.Value, size.SetByHand).ShouldBe(("large", false));
        (await SessionAsync(sessionId)).State.Corrections.ShouldBeEmpty();
    }

    [Test]
    public async Task Flags_follow()
    {
        await PublishBrainAsync();
        var sessionId = await AnswerAllAsync("red", "large", "a gate");
        (await SessionAsync(sessionId)).State.RiskFlags.Select(flag => flag.Code).ShouldBe([SmallBrain.GaudyRisk]);

        await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "colour", Options = ["green"] });
        await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "extras", Unknown = true });

        (await SessionAsync(sessionId)).State.RiskFlags.Select(flag => (flag.Code, flag.Confirmed)).ShouldBe([(SmallBrain.NoWayInRisk, false)]);
    }

    [Test]
    public async Task Who_does_not_know_declines_the_slot_whatever_else_was_sent()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");

        await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "colour", Options = ["green", "purple"], Measure = "many", Unknown = true });

        var fact = (await SendAsync(new GetFacts(sessionId))).Facts.Single(fact => fact.Key == "colour");
        (fact.Parts.Count, fact.Declined, fact.SetByHand).ShouldBe((0, true, true));
        (await SessionAsync(sessionId)).State.DeclinedSlots.ShouldBe(["colour"]);
    }

    [Test]
    public async Task Setting_the_same_again_stores_nothing()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        CorrectFact[] corrections =
        [
            new() { SessionId = sessionId, SlotKey = "colour", Options = ["green", "red"] },
            new() { SessionId = sessionId, SlotKey = "size", Unknown = true },
            new() { SessionId = sessionId, SlotKey = "extras", Restore = true },
        ];
        foreach (var correction in corrections)
            await SendAsync(correction);
        var before = await SnapshotAsync(sessionId);

        foreach (var correction in corrections.Append(corrections[0] with { Options = ["red", "green", "red"] }))
            (await SendAsync(correction)).ShouldBe(InterviewStage.Asking);

        (await SnapshotAsync(sessionId)).ShouldBe(before);
        (await DecisionsAsync(sessionId)).Count.ShouldBe(3, "nothing was there to be restored");
    }

    [Test]
    public async Task The_interview_may_come_to_its_end_or_go_on()
    {
        await PublishBrainAsync(SmallBrain.Document with
        {
            Modes = new() { Quick = new() { Limits = new() { MaxQuestions = 9, LowInfoStreakMax = 9 }, CriticalSlots = [new() { Id = "colour", MinConfidence = 0.6 }] } },
        });
        var sessionId = await StartAsync();

        (await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "colour", Options = ["green"] })).ShouldBe(InterviewStage.LeavingContact);
        (await MessagesAsync(sessionId)).ShouldBeEmpty();
        (await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "colour", Restore = true })).ShouldBe(InterviewStage.Asking);
        (await MessagesAsync(sessionId)).ShouldHaveSingleItem().Content.ShouldBe("Which colour?");
    }

    [Test]
    public async Task A_slot_that_does_not_exist_is_not_found()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        var before = await SnapshotAsync(sessionId);

        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "garage", Unknown = true }));
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "", Restore = true }));
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task What_cannot_be_a_fact_is_refused()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        var before = await SnapshotAsync(sessionId);
        var correction = new CorrectFact { SessionId = sessionId, SlotKey = "size" };

        (await RefusedAsync(correction)).ShouldBe(["FactEmpty"]);
        (await RefusedAsync(correction with { Measure = " \t" })).ShouldBe(["FactEmpty"]);
        (await RefusedAsync(correction with { Options = ["huge"] })).ShouldBe(["OptionUnknown"]);
        (await RefusedAsync(correction with { Options = ["large", "red"] })).ShouldBe(["OptionUnknown"]);
        (await RefusedAsync(correction with { Options = ["large", "small"] })).ShouldBe(["OptionsExclude"]);
        (await RefusedAsync(correction with { Options = ["large"], Measure = "20" })).ShouldBe(["MeasureUnknown"], "the slot has no measure");
        (await RefusedAsync(correction with { Options = ["large"], Measure = new string('1', CorrectFact.LongestMeasure + 1) })).ShouldBe(["MeasureTooLong"]);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task Nothing_changes_after_the_report()
    {
        await PublishBrainAsync();
        var sessionId = await FinishAsync();
        var before = await SnapshotAsync(sessionId);

        (await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "colour", Options = ["green"] })).ShouldBe(InterviewStage.Finished);
        (await SnapshotAsync(sessionId)).ShouldBe(before);
    }

    [Test]
    public async Task A_correction_whose_confirmation_got_lost_is_stored_once()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        LostConfirmation.Arm();

        (await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "colour", Options = ["green"] })).ShouldBe(InterviewStage.Asking);

        LostConfirmation.Happened.ShouldBeTrue();
        (await DecisionsAsync(sessionId)).Count.ShouldBe(2);
    }

    [Test]
    public async Task Of_twenty_simultaneous_copies_of_a_correction_one_is_stored()
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();

        await SendAtOnceAsync(20, new CorrectFact { SessionId = sessionId, SlotKey = "colour", Options = ["green"] });

        (await SessionAsync(sessionId)).State.Slots["colour"].Value.ShouldBe("green");
        (await DecisionsAsync(sessionId)).Count.ShouldBe(2);
    }

    private static IEnumerable<TestCaseData<string, string, string>> Measures() =>
    [
        new("users", "6", "6 people"),
        new("users", "1", "1 people"),
        new("users", "4-6", "4-6 people"),
        new("users", "4–6", "4-6 people"),
        new("users", "4 - 6", "4-6 people"),
        new("users", "7", "7 people"),
        new("users", "8", "large_group, 8 people"),
        new("users", "6-10", "large_group, 6-10 people"),
        new("budget", "20000", "20000 EUR"),
        new("budget", "20 000", "20000 EUR"),
        new("budget", "20\u00A0000\u00A0€", "20000 EUR"),
        new("budget", "€20000", "20000 EUR"),
        new("budget", "15-20k", "15000-20000 EUR"),
        new("budget", "15000-20000", "15000-20000 EUR"),
        new("microclimate", "70", "70 °C"),
        new("microclimate", "60-80", "60-80 °C"),
        new("size_direction", "20", "20 m²"),
        new("size_direction", "20-30", "20-30 m²"),
        new("size_direction", "12.5", "12.5 m²"),
        new("size_direction", "12,5", "12.5 m²"),
        new("timeline", "2027-05", "2027-05"),
    ];

    [TestCaseSource(nameof(Measures))]
    public async Task A_measure_is_read_in_every_language_and_shown_so_that_it_can_be_sent_again(string slot, string typed, string expected)
    {
        await PublishSaunaPackAsync();
        foreach (var language in Languages.All)
        {
            var sessionId = await StartAsync(language);

            await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = slot, Measure = typed });

            (await SessionAsync(sessionId)).State.Slots[slot].Value.ShouldBe(expected, language);
            var fact = await SendAsync(new GetFact(sessionId, slot));
            await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = slot, Unknown = true });
            await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = slot, Options = fact.Chosen, Measure = fact.Measure! });
            (await SessionAsync(sessionId)).State.Slots[slot].Value.ShouldBe(expected, $"{language}: {fact.Measure}");
        }
    }

    [TestCase("users", "many")]
    [TestCase("users", "0")]
    [TestCase("users", "6.5")]
    [TestCase("users", "family")]
    [TestCase("budget", "5")]
    [TestCase("microclimate", "500")]
    [TestCase("timeline", "2027-13")]
    [TestCase("timeline", "6")]
    [TestCase("purpose", "6")]
    public async Task What_is_no_measure_of_the_slot_is_refused(string slot, string typed)
    {
        await PublishSaunaPackAsync();
        var sessionId = await StartAsync();

        (await RefusedAsync(new CorrectFact { SessionId = sessionId, SlotKey = slot, Measure = typed })).ShouldBe(["MeasureUnknown"]);
    }

    [TestCase("8", "single")]
    [TestCase("", "single", "large_group")]
    public async Task Options_that_exclude_each_other_are_refused_also_when_the_measure_brings_one(string typed, params string[] options)
    {
        await PublishSaunaPackAsync();
        var sessionId = await StartAsync();

        (await RefusedAsync(new CorrectFact { SessionId = sessionId, SlotKey = "users", Options = options, Measure = typed })).ShouldBe(["OptionsExclude"]);
    }
}
