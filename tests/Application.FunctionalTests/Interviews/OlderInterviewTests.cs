using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Interviews;

/// <summary>Interviews that were in progress when answers began to be kept one by one go on, whatever is done to them first.</summary>
public sealed class OlderInterviewTests : FunctionalTest
{
    [SetUp]
    public async Task Publish() => await PublishBrainAsync();

    [Test]
    public async Task A_correction_keeps_what_was_known()
    {
        var sessionId = await OlderAsync();

        await SendAsync(new CorrectFact { SessionId = sessionId, SlotKey = "extras", Options = ["bell"] });

        await ShouldKnowAsync(sessionId, "red", "large", "bell");
    }

    [Test]
    public async Task An_early_end_keeps_what_was_known()
    {
        var sessionId = await OlderAsync();

        (await SendAsync(new EndInterview(sessionId))).ShouldBe(InterviewStage.LeavingContact);

        await ShouldKnowAsync(sessionId, "red", "large", null);
    }

    [Test]
    public async Task A_changed_answer_takes_what_it_had_said_with_it_and_keeps_the_rest()
    {
        var sessionId = await OlderAsync();

        (await SendAsync(await ChangeToAsync(sessionId, SmallBrain.ColourQuestion, "green"))).ShouldBe(ChangeAnswerOutcome.Stored);

        await ShouldKnowAsync(sessionId, "green", "large", null);
        (await AnswerAsync(sessionId, "a gate")).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
        await ShouldKnowAsync(sessionId, "green", "large", "gate");
    }

    /// <summary>Two answers, stored as they used to be.</summary>
    private async Task<Guid> OlderAsync()
    {
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red");
        await AnswerAsync(sessionId, "large");
        await QueryAsync(db => db.Database.ExecuteSqlAsync(
            $$"""
            UPDATE sessions
            SET state = state - '{answers,inherited_slots,inherited_declined,corrections,ended_early,decision_count}'::text[]
            WHERE session_id = {{sessionId}}
            """));
        return sessionId;
    }

    private static async Task ShouldKnowAsync(Guid sessionId, string colour, string size, string? extras)
    {
        var slots = (await SessionAsync(sessionId)).State.Slots;
        (slots["colour"].Value, slots["size"].Value, slots.GetValueOrDefault("extras")?.Value).ShouldBe((colour, size, extras));
        var decisions = await DecisionsAsync(sessionId);
        decisions.Select(decision => decision.Sequence).ShouldBe(Enumerable.Range(1, decisions.Count));
    }
}
