using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using FluentValidation;

namespace AgentBrain.Application.FunctionalTests.Brain;

/// <summary>What the published brain would ask next in an interview that nobody gives.</summary>
public sealed class DecideNextQuestionTests : FunctionalTest
{
    [SetUp]
    public void AsReader() => AsStaff(Roles.Analyst);

    [Test]
    public async Task Decides_as_a_real_interview_does()
    {
        await PublishBrainAsync();
        AsStaff(Roles.Administrator);
        var sessionId = await StartAsync();
        await AnswerAsync(sessionId, "red and large");
        var real = (await DecisionsAsync(sessionId))[^1];

        var decision = await SendAsync(new DecideNextQuestion
        {
            Language = Languages.English,
            Values = real.Details.Inputs.Values,
            Asked = real.Details.Inputs.Asked,
            LastQuestionId = real.Details.Inputs.LastQuestionId,
        });

        (decision.QuestionId, decision.StopReason).ShouldBe((real.QuestionId, null));
        decision.QuestionId.ShouldNotBeNull();
        decision.Candidates.Select(Facts).ShouldBe(real.Details.Candidates.Select(Facts), ignoreOrder: true);
        decision.Candidates.Select(candidate => candidate.Score).ShouldBeInOrder(SortDirection.Descending);
        decision.Candidates.Single(candidate => candidate.Id == SmallBrain.ColourQuestion).Reason.ShouldBe(Eligibility.Asked);
        decision.Flags.Select(flag => (flag.Code, flag.Note, flag.Confirmed, string.Join(' ', flag.Evidence))).ShouldBe(
            [(SmallBrain.GaudyRisk, "That is a lot of red.", true, "colour size"), (SmallBrain.NoWayInRisk, "Nobody can get in.", false, "size extras")]);

        static (string, bool, Eligibility?, decimal, string) Facts(CandidateDetails candidate) =>
            (candidate.Id, candidate.Eligible, candidate.Reason, candidate.Score, string.Join(' ', candidate.Terms.Select(term => $"{term.Key}={term.Value:0.####}").Order()));
    }

    [Test]
    public async Task Says_what_skip_rules_leave_out_and_why_it_would_end()
    {
        await PublishBrainAsync(SmallBrain.Document with
        {
            SkipRules = [new() { Id = "S", ConditionSlot = "colour", ConditionType = "contains_any", ConditionValues = ["red"], SkipQuestionIds = [SmallBrain.SizeQuestion] }],
        });

        var skipped = await SendAsync(Known("red") with { Asked = [SmallBrain.ColourQuestion] });
        skipped.QuestionId.ShouldBe(SmallBrain.ExtrasQuestion);
        skipped.SkippedQuestionIds.ShouldBe([SmallBrain.SizeQuestion]);
        skipped.Candidates.Single(candidate => candidate.Id == SmallBrain.SizeQuestion).Reason.ShouldBe(Eligibility.Skipped);
        (await SendAsync(Known("green"))).SkippedQuestionIds.ShouldBeEmpty();

        var ended = await SendAsync(Known("red") with { Asked = [SmallBrain.ColourQuestion, SmallBrain.SizeQuestion, SmallBrain.ExtrasQuestion] });
        (ended.QuestionId, ended.StopReason).ShouldBe((null, StopDecision.MaxQuestions));
        (await CountAsync<Session>()).ShouldBe(0);
        (await CountAsync<DecisionRecord>()).ShouldBe(0);
    }

    [Test]
    public async Task What_the_brain_does_not_have_is_named()
    {
        await PublishBrainAsync();

        await ShouldRefuseAsync(Known("red") with { Values = new Dictionary<string, SlotFact> { ["shape"] = new("round", 1) } }, "Values", "The brain has no slot shape.");
        await ShouldRefuseAsync(Known("red") with { Asked = ["Q_1", "Q_2", "Q_3", "Q_4", "Q_5", "Q_6"] }, "Asked", "The brain has no question Q_1, Q_2, Q_3, Q_4, Q_5 and more.");
        await ShouldRefuseAsync(Known("red") with { LastQuestionId = "Q_1" }, "LastQuestionId", "The brain has no question Q_1.");
        await ShouldRefuseAsync(Known("red", 1.5), "Values", "Give colour a confidence from 0 to 1.");
        await ShouldRefuseAsync(Known("red", double.NaN), "Values", "Give colour a confidence from 0 to 1.");
        await ShouldRefuseAsync(Known(new string('x', TextLimits.Answer + 1)), "Values", "Use 4000 characters at most for colour.");
        await ShouldRefuseAsync(Known("red") with { Language = null }, "Language", "Choose one of the languages lt, en, ru.");
    }

    [Test]
    public async Task Needs_a_published_brain_and_somebody_who_may_read_it()
    {
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(Known("red")));
        AsStaff("Nobody");
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(Known("red")));
    }

    private static DecideNextQuestion Known(string colour, double confidence = 0.9) =>
        new() { Language = Languages.English, Values = new Dictionary<string, SlotFact> { ["colour"] = new(colour, confidence) } };

    private async Task ShouldRefuseAsync(DecideNextQuestion request, string field, string message)
    {
        var error = (await Should.ThrowAsync<ValidationException>(() => SendAsync(request))).Errors.ShouldHaveSingleItem();
        (error.PropertyName, error.ErrorMessage).ShouldBe((field, message));
    }
}
