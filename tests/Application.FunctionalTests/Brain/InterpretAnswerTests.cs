using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using FluentValidation;

namespace AgentBrain.Application.FunctionalTests.Brain;

/// <summary>What the published brain understands of an answer that nobody gave.</summary>
public sealed class InterpretAnswerTests : FunctionalTest
{
    [SetUp]
    public void AsReader() => AsStaff(Roles.Analyst);

    [Test]
    public async Task Says_value_confidence_and_words_as_a_real_interview_has_them()
    {
        await PublishBrainAsync();

        var slots = (await SendAsync(Answer("Red, and I like green too. A large one.", "colour"))).Slots;

        slots.Select(slot => (slot.Key, slot.Value.Value, slot.Value.Confidence)).ShouldBe(
            [("colour", "red, green", ConfidenceLevels.Stated), ("size", "large", ConfidenceLevels.InPassing)], ignoreOrder: true);
        slots["colour"].Evidence.Select(evidence => evidence.Quote).ShouldBe(["Red", "green"]);
        slots["size"].Evidence.Select(evidence => evidence.Quote).ShouldBe(["large"]);

        AsStaff(Roles.Administrator);
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "Red, and I like green too. A large one.");
        foreach (var (key, real) in (await SessionAsync(sessionId)).State.Slots)
            (slots[key].Value, slots[key].Confidence).ShouldBe((real.Value, real.Confidence));
    }

    [Test]
    public async Task Nothing_is_understood_of_nothing_and_nothing_is_stored()
    {
        await PublishBrainAsync();

        (await SendAsync(Answer("Hmm."))).Slots.ShouldBeEmpty();
        (await CountAsync<Session>()).ShouldBe(0);
        (await CountAsync<AuditEntry>()).ShouldBe(0);
    }

    [Test]
    public async Task What_the_brain_does_not_have_is_named()
    {
        await PublishBrainAsync();

        var refused = await Should.ThrowAsync<ValidationException>(() => SendAsync(Answer("red", "colour", "shape", "smell")));

        var error = refused.Errors.ShouldHaveSingleItem();
        (error.PropertyName, error.ErrorMessage).ShouldBe(("Slots", "The brain has no slot shape, smell."));
        await Should.ThrowAsync<ValidationException>(() => SendAsync(Answer(" ")));
        await Should.ThrowAsync<ValidationException>(() => SendAsync(Answer(new string('x', TextLimits.Answer + 1))));
        await Should.ThrowAsync<ValidationException>(() => SendAsync(Answer("red") with { Language = "de" }));
    }

    [Test]
    public async Task Needs_a_published_brain() => await Should.ThrowAsync<NotFoundException>(() => SendAsync(Answer("red")));

    [Test]
    public async Task Is_for_whoever_may_read_the_brain()
    {
        AsStaff("Nobody");
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(Answer("red")));
    }

    private static InterpretAnswer Answer(string text, params string[] slots) => new() { Language = Languages.English, Text = text, Slots = slots };
}
