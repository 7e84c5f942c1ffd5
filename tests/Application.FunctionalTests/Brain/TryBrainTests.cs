using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Engine;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Brain;

/// <summary>An interview that nobody gives, under the small brain.</summary>
public sealed class TryBrainTests : BrainEditTest
{
    private const string SkipRule = "SKIP_SIZE";

    [Test]
    public async Task The_ranking_shows_every_term_of_every_score()
    {
        var trial = await TryAsync();

        trial.Waiting.ShouldNotBeNull().Id.ShouldBe(SmallBrain.ColourQuestion);
        trial.Ranking.Select(ranked => (ranked.Position, ranked.Candidate.Id)).ShouldBe(
            [(1, SmallBrain.ColourQuestion), (2, SmallBrain.SizeQuestion), (3, SmallBrain.ExtrasQuestion)]);
        foreach (var candidate in trial.Ranking.Select(ranked => ranked.Candidate))
        {
            candidate.Terms.ShouldNotBeEmpty();
            candidate.Terms.ShouldAllBe(term => term.Count * term.Weight == term.Points);
            candidate.Terms.Sum(term => term.Points).ShouldBe(candidate.Total);
        }
        trial.Ranking[0].MissingSlots.ShouldBe(new Dictionary<string, string> { ["colour"] = "Colour" });
        trial.Ranking[0].Candidate.Terms.Select(term => term.Name).ShouldContain(ScoreTerms.RequiredSlotBonus, "the colour is required");
        trial.Ranking[1].Candidate.Terms.Select(term => term.Name).ShouldNotContain(ScoreTerms.RequiredSlotBonus);
    }

    [Test]
    public async Task What_was_understood_is_shown_with_the_words_that_it_rests_on()
    {
        var trial = await TryAsync(next: Answer(SmallBrain.ColourQuestion, "I would like it red"));

        var turn = trial.Turns.ShouldHaveSingleItem();
        turn.Step.ShouldBe(0);
        var answer = turn.Entry.Answer.ShouldNotBeNull();
        var understood = answer.Understood.ShouldHaveSingleItem();
        (understood.Label, understood.Text, understood.Quote).ShouldBe(("Colour", "Red paint", "red"));
        answer.Pieces.Where(piece => piece.Marked).Select(piece => piece.Text).ShouldBe(["red"]);
        trial.Facts.Single(fact => fact.Key == "colour").Text.ShouldBe("Red paint");
        trial.Waiting.ShouldNotBeNull().Id.ShouldBe(SmallBrain.SizeQuestion);
        trial.Asked.Select(question => question.Id).ShouldBe([SmallBrain.ColourQuestion]);
        trial.Ranking.Select(ranked => (ranked.Position, ranked.Before)).ShouldBe([(1, 2), (2, 3)]);
    }

    [Test]
    public async Task A_trial_goes_as_a_real_interview_goes()
    {
        var sessionId = await PlayForRealAsync("red", "a large one", "nothing");
        var trial = await TryAsync(steps:
        [
            Answer(SmallBrain.ColourQuestion, "red"), Answer(SmallBrain.SizeQuestion, "a large one"), Answer(SmallBrain.ExtrasQuestion, "nothing"),
        ]);

        var last = (await DecisionsAsync(sessionId))[^1];
        trial.End.Reason.ShouldBe(last.StopReason);
        trial.Flags.Select(flag => (flag.Flag.Code, flag.Flag.Confirmed)).ShouldBe(last.Details.Flags.Select(flag => (flag.Code, flag.Confirmed)));
        foreach (var fact in trial.Facts)
            (fact.Text.Length > 0).ShouldBe(last.Details.Inputs.Values.GetValueOrDefault(fact.Key).Value is { Length: > 0 }, fact.Key);
    }

    [Test]
    public async Task Flags_say_by_which_rule_and_on_what_they_rest()
    {
        var trial = await TryAsync(steps: [Fact("size", "large")]);

        var flag = trial.Flags.ShouldHaveSingleItem();
        (flag.Flag.Code, flag.Flag.Confirmed).ShouldBe((SmallBrain.NoWayInRisk, false));
        flag.Words.ShouldBe("Size has Large fence, and Extras does not have A gate");
        flag.Rests.Select(fact => (fact.Key, fact.Text)).ShouldBe([("size", "Large fence"), ("extras", "")]);
        (await TryAsync(steps: [Fact("size", "large"), Fact("extras", "bell")])).Flags.ShouldHaveSingleItem().Flag.Confirmed.ShouldBeTrue();
        (await TryAsync(steps: [Fact("size", "large"), Fact("extras", "gate")])).Flags.ShouldBeEmpty();
    }

    [Test]
    public async Task A_slot_that_is_set_by_hand_stands_until_the_answers_speak_again()
    {
        IReadOnlyList<TrialStep> steps = [Answer(SmallBrain.ColourQuestion, "red"), Fact("colour", "green")];
        var set = await TryAsync(steps: steps);
        set.Facts.Single(fact => fact.Key == "colour").ShouldBe(new TimelineFact("colour", "Colour", "Green paint", 1, true, false));
        set.Turns.Select(turn => (turn.Entry.Event, turn.Step)).ShouldBe([(TimelineEvent.Question, 0), (TimelineEvent.SetByHand, 1)]);

        (await TryAsync(steps: steps, next: new TrialFact { SlotKey = "colour", Restore = true })).Facts.Single(fact => fact.Key == "colour").Text.ShouldBe("Red paint");

        (await TryAsync(next: new TrialFact { SlotKey = "colour", Unknown = true })).Facts.Single(fact => fact.Key == "colour").Declined.ShouldBeTrue();
        (await MessagesOfAsync(new TrialFact { SlotKey = "size", Options = ["large", "small"] })).ShouldBe(["Some of the chosen options cannot be true together."]);
        (await MessagesOfAsync(new TrialFact { SlotKey = "colour", Options = ["pink"] })).ShouldBe(["Choose only from the options that the slot has."]);
        (await MessagesOfAsync(new TrialFact { SlotKey = "roof", Options = ["pink"] })).ShouldBe(["There is no slot roof."]);
        (await MessagesOfAsync(new TrialFact { SlotKey = "colour" })).ShouldBe(["Choose an option, or say that it is not known."]);
        (await MessagesOfAsync(Answer(SmallBrain.ColourQuestion, "  "))).ShouldBe(["Write an answer, choose an option, or say that you do not know."]);
        (await MessagesOfAsync(Answer(SmallBrain.SizeQuestion, "large"))).ShouldBe([$"{SmallBrain.ColourQuestion} is asked where {SmallBrain.SizeQuestion} was answered."]);
    }

    [Test]
    public async Task What_is_left_out_is_named_with_its_rule_in_words()
    {
        await EditAsync(document => document with
        {
            SkipRules = [new() { Id = SkipRule, ConditionSlot = "colour", ConditionType = "contains_any", ConditionValues = ["green"], SkipQuestionIds = [SmallBrain.SizeQuestion] }],
        });

        (await TryAsync()).Skipped.ShouldBeEmpty();
        var trial = await TryAsync(next: Answer(SmallBrain.ColourQuestion, "green"));

        var rule = trial.Skipped.ShouldHaveSingleItem();
        (rule.RuleId, rule.Words, rule.Value).ShouldBe((SkipRule, "Colour has Green paint", "Green paint"));
        rule.Questions.ShouldHaveSingleItem().Id.ShouldBe(SmallBrain.SizeQuestion);
        trial.Ranking.Select(ranked => ranked.Candidate.Id).ShouldBe([SmallBrain.ExtrasQuestion]);
    }

    [Test]
    public async Task Questions_that_wait_for_a_risk_say_for_which()
    {
        await EditAsync(document => document with
        {
            Questions = [.. document.Questions, new() { Id = "Q_GATE", TextLt = "Vartai?", TextEn = "A gate after all?", SlotCoverage = ["extras"], RiskCoverage = [SmallBrain.NoWayInRisk], RequiresRisk = true }],
        });

        var waiting = (await TryAsync()).WithoutRisk.ShouldHaveSingleItem();
        (waiting.Id, waiting.Risks.ShouldHaveSingleItem().Text).ShouldBe(("Q_GATE", "Size has Large fence, and Extras does not have A gate"));

        var raised = await TryAsync(next: Fact("size", "large"));
        raised.WithoutRisk.ShouldBeEmpty();
        raised.Ranking.Single(ranked => ranked.Candidate.Id == "Q_GATE").Risks.ShouldHaveSingleItem().Code.ShouldBe(SmallBrain.NoWayInRisk);
    }

    [Test]
    public async Task The_end_says_what_is_missing_and_what_was_met()
    {
        await EditAsync(document => document with
        {
            Modes = document.Modes with { Quick = document.Modes.Quick with { CriticalSlots = [new() { Id = "colour" }, new() { Id = "size", MinConfidence = 0.9 }] } },
        });
        var goesOn = await TryAsync(steps: [Answer(SmallBrain.ColourQuestion, "red"), Answer(SmallBrain.SizeQuestion, "large")]);

        goesOn.End.Reason.ShouldBeNull();
        goesOn.End.Critical.Select(slot => (slot.Fact.Key, slot.Established)).ShouldBe([("colour", true), ("size", false)]);
        (goesOn.End.Asked, goesOn.End.MaxQuestions).ShouldBe((2, 3));

        var ended = await TryAsync(steps: goesOn.Steps, next: Fact("size", "large"));
        ended.End.Reason.ShouldBe(StopDecision.CriticalSlotsMet);
        ended.End.Critical.ShouldAllBe(slot => slot.Established);
        ended.Waiting.ShouldBeNull();
        ended.Turns.Select(turn => (turn.Entry.Event, turn.Step)).ShouldBe(
            [(TimelineEvent.Question, 0), (TimelineEvent.Question, 1), (TimelineEvent.SetByHand, 2), (TimelineEvent.Withdrawn, null), (TimelineEvent.Stopped, null)]);
        ended.Ranking.ShouldNotBeEmpty("it says what would have come next");
    }

    [Test]
    public async Task The_working_copy_and_a_revision_are_tried_each_as_it_is()
    {
        var revision = await PublishBrainAsync();
        await EditAsync(document => document with
        {
            Questions = [.. document.Questions.Select(question => question.Id == SmallBrain.ExtrasQuestion ? question with { BasePriority = 100 } : question)],
        });
        IReadOnlyList<TrialStep> steps = [Answer(SmallBrain.ColourQuestion, "red"), Answer(SmallBrain.SizeQuestion, "large")];

        var published = await TryAsync(revision.Id, steps);
        published.Applied.ShouldBe(2);
        published.Misfit.ShouldBeNull();

        var copy = await TryAsync(null, steps);
        copy.Applied.ShouldBe(1);
        copy.Misfit.ShouldBe(new TrialMisfit(1, $"{SmallBrain.ExtrasQuestion} is asked where {SmallBrain.SizeQuestion} was answered."));
        copy.Steps.Count.ShouldBe(2, "they come back under the other brain");
        var onwards = await TryAsync(null, steps, Answer(SmallBrain.ExtrasQuestion, "a bell"));
        onwards.Steps.Select(step => ((TrialAnswer)step).QuestionId).ShouldBe([SmallBrain.ColourQuestion, SmallBrain.ExtrasQuestion]);
        (await SendAsync(new TryBrain())).Revisions.ShouldHaveSingleItem().Number.ShouldBe(revision.Id);
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new TryBrain { Revision = int.MaxValue }));
    }

    [Test]
    public async Task A_working_copy_that_nothing_can_be_decided_by_says_so()
    {
        await QueryAsync(db => db.Database.ExecuteSqlAsync(
            $"INSERT INTO brain_skip_rules (rule_id, condition_slot, condition_type, condition_values, skip_question_ids, enabled) VALUES ('OLD', 'colour', 'like', '{{}}', '{{}}', true)"));

        var result = await SendAsync(new TryBrain());

        result.Trial.ShouldBeNull();
        result.Problem.ShouldNotBeNull().ShouldContain("OLD");
    }

    [Test]
    public async Task Nothing_is_stored()
    {
        var revision = await PublishBrainAsync();
        var before = await RowsAsync();

        foreach (var number in new int?[] { null, revision.Id })
        {
            await TryAsync(
                number,
                [Answer(SmallBrain.ColourQuestion, "red"), Fact("extras", "gate")],
                new TrialAnswer { QuestionId = SmallBrain.SizeQuestion, Choices = [new("size", "large")] });
        }

        before.ShouldContain("sessions 0");
        (await RowsAsync()).ShouldBe(before);
    }

    [Test]
    public async Task Every_role_that_reads_the_brain_may_try_it_and_nobody_else()
    {
        foreach (var role in Roles.All)
        {
            AsStaff(role);
            (await TryAsync()).Waiting.ShouldNotBeNull();
        }
        AsStaff("Gardener");
        await Should.ThrowAsync<ForbiddenException>(() => TryAsync());
    }

    private static TrialAnswer Answer(string questionId, string words) => new() { QuestionId = questionId, Written = words };

    private static TrialFact Fact(string slot, params string[] options) => new() { SlotKey = slot, Options = options };

    /// <summary>The number of rows of every table.</summary>
    private static async Task<string> RowsAsync() => await QueryAsync(db => db.Database
        .SqlQuery<string>(
            $"""
            SELECT string_agg(
                table_name || ' ' || (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I', table_name), false, true, '')))[1]::text,
                chr(10) ORDER BY table_name) AS "Value"
            FROM information_schema.tables
            WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
            """)
        .SingleAsync());

    private async Task<TrialView> TryAsync(int? revision = null, IReadOnlyList<TrialStep>? steps = null, TrialStep? next = null) =>
        (await SendAsync(new TryBrain { Revision = revision, Steps = steps ?? [], Next = next })).Trial.ShouldNotBeNull();

    private async Task<IReadOnlyList<string>> MessagesOfAsync(TrialStep next) =>
        [.. (await Should.ThrowAsync<ValidationException>(() => TryAsync(next: next))).Errors.Select(error => error.ErrorMessage)];

    private async Task<Guid> PlayForRealAsync(params string[] answers)
    {
        await PublishBrainAsync();
        var sessionId = await StartAsync();
        foreach (var answer in answers)
            (await AnswerAsync(sessionId, answer)).Outcome.ShouldBe(SubmitAnswerOutcome.Stored);
        return sessionId;
    }
}
