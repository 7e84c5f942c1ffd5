using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.FunctionalTests.Interviews;

/// <summary>Different edits of one interview at the same moment: none that was acknowledged is lost, none is doubled, none fails.</summary>
public sealed class ConcurrentEditsTests : FunctionalTest
{
    private const int Times = 8;

    [SetUp]
    public async Task Publish() => await PublishBrainAsync();

    [Test]
    [Repeat(Times)]
    public async Task A_change_and_an_answer()
    {
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        var change = await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green");
        var answer = await AnswerToCurrentAsync(sessionId, "large");

        var (changed, answered) = await AtOnceAsync(change, answer);

        (changed, answered.Outcome).ShouldBe((ChangeAnswerOutcome.Stored, SubmitAnswerOutcome.Stored));
        var state = (await SessionAsync(sessionId)).State;
        (state.Slots["colour"].Value, state.Slots["size"].Value).ShouldBe(("green", "large"));
        await ShouldBeWholeAsync(sessionId, messages: 5, decisions: 4);
    }

    [Test]
    [Repeat(Times)]
    public async Task A_correction_and_an_answer()
    {
        var sessionId = await StartAsync();
        var answer = await AnswerToCurrentAsync(sessionId, "red and small");

        var (_, answered) = await AtOnceAsync(new CorrectFact { SessionId = sessionId, SlotKey = "size", Options = ["large"] }, answer);

        answered.Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
        var state = (await SessionAsync(sessionId)).State;
        (state.Slots["colour"].Value, state.Slots["size"].Value).ShouldBe(("red", "large"));
        await ShouldBeWholeAsync(sessionId, messages: 3, decisions: 3);
    }

    [Test]
    [Repeat(Times)]
    public async Task An_early_end_and_an_answer()
    {
        var sessionId = await StartAsync();
        var answer = await AnswerToCurrentAsync(sessionId, "red");

        var (stage, answered) = await AtOnceAsync(new EndInterview(sessionId), answer);

        stage.ShouldBe(InterviewStage.LeavingContact);
        var stored = answered.Outcome == SubmitAnswerOutcome.Stored;
        answered.Outcome.ShouldBeOneOf(SubmitAnswerOutcome.Stored, SubmitAnswerOutcome.NotCurrent);
        var session = await SessionAsync(sessionId);
        (session.State.EndedEarly, session.State.Slots.ContainsKey("colour")).ShouldBe((true, stored));
        await ShouldBeWholeAsync(sessionId, messages: stored ? 2 : 0, decisions: stored ? 3 : 2);
    }

    [Test]
    [Repeat(Times)]
    public async Task A_change_and_the_report()
    {
        var sessionId = await AnswerAllAsync();
        var change = await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green");

        var (changed, finished) = await AtOnceAsync(change, new FinishInterview { SessionId = sessionId, Name = "Ona" });

        finished.Stage.ShouldBe(InterviewStage.Finished);
        changed.ShouldBeOneOf(ChangeAnswerOutcome.Stored, ChangeAnswerOutcome.NotPossible);
        (await SendAsync(new GetReport(sessionId))).Full.ShouldContain(changed == ChangeAnswerOutcome.Stored ? "Colour: Green paint" : "Colour: Red paint");
    }

    [Test]
    public async Task Many_different_edits()
    {
        var sessionId = await AnswerAllAsync();
        List<CorrectFact> corrections =
        [
            new() { SessionId = sessionId, SlotKey = "colour", Options = ["green"] },
            new() { SessionId = sessionId, SlotKey = "size", Unknown = true },
            new() { SessionId = sessionId, SlotKey = "extras", Options = ["gate", "bell"] },
        ];

        var changing = SendAtOnceAsync(
        [
            await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "red as can be"),
            await ChangeToAsync(sessionId, SmallBrain.SizeQuestion, "rather small"),
            await ChangeToAsync(sessionId, SmallBrain.ExtrasQuestion, "nothing"),
        ]);
        await Task.WhenAll(SendAtOnceAsync(Enumerable.Range(0, 12).Select(place => corrections[place % 3])), changing);

        (await changing).ShouldAllBe(outcome => outcome == ChangeAnswerOutcome.Stored);
        var state = (await SessionAsync(sessionId)).State;
        (state.Slots["colour"].Value, state.Slots["size"].Value, state.Slots["extras"].Value).ShouldBe(("green", null, "gate, bell"));
        (await MessagesAsync(sessionId)).Where(message => message.Role == Message.UserRole).Select(message => message.Content)
            .ShouldBe(["red as can be", "rather small", "nothing"]);
        await ShouldBeWholeAsync(sessionId, messages: 6, decisions: 10);
    }

    [Test]
    public async Task More_edits_than_anybody_makes_at_once()
    {
        var sessionId = await AnswerAllAsync();
        string[][] sets = [["red"], ["green"], ["red", "green"], []];

        var stages = await SendAtOnceAsync(Enumerable.Range(0, 32).Select(place =>
            new CorrectFact { SessionId = sessionId, SlotKey = "colour", Options = sets[place % 4], Unknown = sets[place % 4].Length == 0 }));

        stages.ShouldAllBe(stage => stage == InterviewStage.LeavingContact);
        var decisions = (await DecisionsAsync(sessionId)).Count;
        // Four of the interview itself, and one for each change: even edits in the order of their kinds change something three times.
        decisions.ShouldBeGreaterThanOrEqualTo(7);
        await ShouldBeWholeAsync(sessionId, messages: 6, decisions);
    }

    private async Task<(TOne One, TOther Other)> AtOnceAsync<TOne, TOther>(MediatR.IRequest<TOne> one, MediatR.IRequest<TOther> other)
    {
        var first = SendAtOnceAsync(1, one);
        var second = SendAtOnceAsync(1, other);
        return ((await first)[0], (await second)[0]);
    }

    private static async Task ShouldBeWholeAsync(Guid sessionId, int messages, int decisions)
    {
        (await MessagesAsync(sessionId)).Select(message => message.Sequence).ShouldBe(Enumerable.Range(1, messages));
        (await DecisionsAsync(sessionId)).Select(decision => decision.Sequence).ShouldBe(Enumerable.Range(1, decisions));
        (await SessionAsync(sessionId)).State.DecisionCount.ShouldBe(decisions);
    }
}
