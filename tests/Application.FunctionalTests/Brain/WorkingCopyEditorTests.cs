using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.FunctionalTests.Testing;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Application.FunctionalTests.Brain;

/// <summary>What every edit of the working copy keeps to.</summary>
public sealed class WorkingCopyEditorTests : FunctionalTest
{
    private static readonly BrainAddress Colour = new(BrainSection.Questions, SmallBrain.ColourQuestion);

    [SetUp]
    public async Task FillWorkingCopy()
    {
        AsStaff(Roles.Author);
        await EditAsync(_ => SmallBrain.Document);
        await ForgetAuditAsync();
    }

    [Test]
    public async Task An_edit_is_stored_and_entered_in_the_audit_log()
    {
        var (question, checksum) = await QuestionAsync(Colour);

        var saved = await SendAsync(new SaveQuestion(question with { TextEn = "Which colours?" }, checksum, []));

        saved.Outcome.ShouldBe(EditOutcome.Saved);
        (await QuestionAsync(Colour)).Question.TextEn.ShouldBe("Which colours?");
        var entry = (await QueryAsync(db => db.AuditEntries.ToListAsync())).ShouldHaveSingleItem();
        (entry.Action, entry.Subject, entry.Actor).ShouldBe(("question.changed", SmallBrain.ColourQuestion, "author@example.org"));
        entry.Before.ShouldNotBeNull().ShouldContain("Which colour?");
        entry.After.ShouldNotBeNull().ShouldContain("Which colours?");
    }

    [Test]
    public async Task An_edit_that_changes_nothing_leaves_no_trace()
    {
        var (question, checksum) = await QuestionAsync(Colour);
        var before = await StampAsync();

        (await SendAsync(new SaveQuestion(question, checksum, []))).Outcome.ShouldBe(EditOutcome.Unchanged);

        (await CountAsync<AuditEntry>()).ShouldBe(0);
        (await StampAsync()).Version.ShouldBe(before.Version);
    }

    [Test]
    public async Task The_second_of_two_authors_meets_what_the_first_has_stored()
    {
        var (question, checksum) = await QuestionAsync(Colour);
        await SendAsync(new SaveQuestion(question with { TextEn = "First" }, checksum, []));

        var second = await SendAsync(new SaveQuestion(question with { TextEn = "Second" }, checksum, []));

        second.Outcome.ShouldBe(EditOutcome.Conflict);
        second.Theirs.ShouldBeOfType<QuestionDefinition>().TextEn.ShouldBe("First");
        (await QuestionAsync(Colour)).Question.TextEn.ShouldBe("First");
    }

    [Test]
    public async Task A_form_that_is_sent_twice_is_no_conflict()
    {
        var (question, checksum) = await QuestionAsync(Colour);
        var form = new SaveQuestion(question with { TextEn = "Once" }, checksum, []);

        (await SendAsync(form)).Outcome.ShouldBe(EditOutcome.Saved);
        (await SendAsync(form)).Outcome.ShouldBe(EditOutcome.Unchanged);

        (await CountAsync<AuditEntry>()).ShouldBe(1);
    }

    [Test]
    public async Task Of_authors_who_change_one_question_at_once_one_wins_and_the_others_know()
    {
        var (question, checksum) = await QuestionAsync(Colour);

        var results = await SendAtOnceAsync(Enumerable.Range(1, 8).Select(number => new SaveQuestion(question with { TextEn = $"Text {number}" }, checksum, [])));

        results.Count(result => result.Outcome == EditOutcome.Saved).ShouldBe(1);
        results.Count(result => result.Outcome == EditOutcome.Conflict).ShouldBe(7);
        (await CountAsync<AuditEntry>()).ShouldBe(1);
    }

    [Test]
    public async Task Authors_who_change_different_questions_at_once_all_succeed()
    {
        var questions = new List<SaveQuestion>();
        foreach (var id in new[] { SmallBrain.ColourQuestion, SmallBrain.SizeQuestion, SmallBrain.ExtrasQuestion })
        {
            var (question, checksum) = await QuestionAsync(new BrainAddress(BrainSection.Questions, id));
            questions.Add(new SaveQuestion(question with { TextEn = $"New {id}" }, checksum, []));
        }
        var before = (await StampAsync()).Version;

        var results = await SendAtOnceAsync(questions);

        results.ShouldAllBe(result => result.Outcome == EditOutcome.Saved);
        results.Select(result => result.Version).ShouldBe([before + 1, before + 2, before + 3], ignoreOrder: true);
        foreach (var question in questions)
            (await QuestionAsync(new BrainAddress(BrainSection.Questions, question.Question.Id))).Question.TextEn.ShouldBe(question.Question.TextEn);
    }

    [Test]
    public async Task A_slot_cannot_go_while_somebody_else_begins_to_use_it()
    {
        await EditAsync(document => document.With(new SlotDefinition { Key = "spare" }));
        for (var round = 0; round < 5; round++)
        {
            var use = new SaveQuestion(new QuestionDefinition { Id = $"Q_SPARE_{round}", TextLt = "?", SlotCoverage = ["spare"] }, null, []);
            var delete = new DeleteBrainItem(new BrainAddress(BrainSection.Slots, "spare"), CarryThrough: false);

            var results = await SendAtOnceAsync<EditResult>([use, delete]);

            results.Count(result => result.Outcome == EditOutcome.Saved).ShouldBe(1);
            BrainReferences.Dangling(await DocumentAsync()).ShouldBeEmpty();
            await EditAsync(document => document.Without([new BrainAddress(BrainSection.Questions, $"Q_SPARE_{round}")]).With(new SlotDefinition { Key = "spare" }));
        }
    }

    [Test]
    public async Task What_does_not_exist_cannot_be_mentioned()
    {
        var result = await SendAsync(new SaveQuestion(new QuestionDefinition { Id = "Q_NEW", TextLt = "?", SlotCoverage = ["colour", "nowhere"] }, null, []));

        result.Outcome.ShouldBe(EditOutcome.Refused);
        var dangling = result.Dangling.ShouldHaveSingleItem();
        dangling.From.ShouldBe(new BrainAddress(BrainSection.Questions, "Q_NEW", "slot_coverage"));
        dangling.To.ShouldBe(new BrainAddress(BrainSection.Slots, "nowhere"));
        (await DocumentAsync()).Questions.ShouldNotContain(question => question.Id == "Q_NEW");
    }

    [Test]
    public async Task What_dangled_before_does_not_stand_in_the_way_of_other_edits()
    {
        await QueryAsync(async db =>
        {
            db.Questions.Add(BrainQuestion.From(new QuestionDefinition { Id = "Q_OLD", TextLt = "?", SlotCoverage = ["long_gone"] }, Clock.GetUtcNow()));
            return await db.SaveChangesAsync();
        });
        var (question, checksum) = await QuestionAsync(Colour);

        (await SendAsync(new SaveQuestion(question with { TextEn = "New" }, checksum, []))).Outcome.ShouldBe(EditOutcome.Saved);
    }

    [Test]
    public async Task An_id_that_is_taken_is_not_taken_over()
    {
        (await SendAsync(new SaveQuestion(new QuestionDefinition { Id = SmallBrain.SizeQuestion, TextLt = "?" }, null, []))).Outcome.ShouldBe(EditOutcome.Taken);
        (await SendAsync(new SaveQuestion(new QuestionDefinition { Id = "Q_GONE", TextLt = "?" }, "0123", []))).Outcome.ShouldBe(EditOutcome.Missing);
    }

    [Test]
    public async Task Something_in_use_stays_unless_what_rests_on_it_goes_too()
    {
        var slot = new BrainAddress(BrainSection.Slots, "size");

        var refused = await SendAsync(new DeleteBrainItem(slot, CarryThrough: false));
        refused.Outcome.ShouldBe(EditOutcome.Refused);
        refused.Dangling.Select(reference => reference.From.Id).Distinct().ShouldBe([SmallBrain.SizeQuestion, SmallBrain.GaudyRisk, SmallBrain.NoWayInRisk], ignoreOrder: true);

        (await SendAsync(new DeleteBrainItem(slot, CarryThrough: true))).Outcome.ShouldBe(EditOutcome.Saved);
        var document = await DocumentAsync();
        document.Slots.ShouldNotContain(item => item.Key == "size");
        document.RiskRules.ShouldBeEmpty();
        document.Questions.Single(question => question.Id == SmallBrain.SizeQuestion).SlotCoverage.ShouldBeEmpty();
        (await QueryAsync(db => db.AuditEntries.Select(entry => entry.Action).ToListAsync()))
            .ShouldBe(["slot.removed", "risk_rule.removed", "risk_rule.removed", "question.changed"], ignoreOrder: true);
    }

    [Test]
    public async Task A_skip_rule_that_would_leave_nothing_out_goes_along_and_is_told()
    {
        await EditAsync(document => document with
        {
            SkipRules = [new SkipRuleDefinition { Id = "S_SIZE", ConditionSlot = "colour", ConditionType = "contains_any", ConditionValues = ["red"], SkipQuestionIds = [SmallBrain.SizeQuestion] }],
        });
        var question = new BrainAddress(BrainSection.Questions, SmallBrain.SizeQuestion);

        var view = await SendAsync(new GetBrainItem(question));
        view.TakenAlong.ShouldBe([question, new BrainAddress(BrainSection.SkipRules, "S_SIZE")]);
        (await SendAsync(new DeleteBrainItem(question, CarryThrough: true, view.Version))).Outcome.ShouldBe(EditOutcome.Saved);

        (await DocumentAsync()).SkipRules.ShouldBeEmpty();
    }

    [Test]
    public async Task Nothing_goes_along_that_its_author_has_not_seen()
    {
        var slot = new BrainAddress(BrainSection.Slots, "size");
        var seen = (await SendAsync(new GetBrainItem(slot))).Version;
        await EditAsync(document => document.With(document.Questions[0] with { TextEn = "Changed?" }));

        (await SendAsync(new DeleteBrainItem(slot, CarryThrough: true, seen))).Outcome.ShouldBe(EditOutcome.Conflict);

        (await DocumentAsync()).Slots.ShouldContain(item => item.Key == "size");
    }

    [Test]
    public async Task Questions_and_rules_are_enabled_and_disabled_together()
    {
        (await SendAsync(new EnableBrainItems(BrainSection.Questions, [SmallBrain.ColourQuestion, SmallBrain.SizeQuestion, "Q_NOWHERE"], false))).Outcome.ShouldBe(EditOutcome.Saved);
        (await DocumentAsync()).Questions.Where(question => !question.Enabled).Select(question => question.Id).ShouldBe([SmallBrain.ColourQuestion, SmallBrain.SizeQuestion]);

        (await SendAsync(new EnableBrainItems(BrainSection.RiskRules, [SmallBrain.GaudyRisk], false))).Outcome.ShouldBe(EditOutcome.Saved);
        (await DocumentAsync()).RiskRules.Single(rule => !rule.Enabled).Id.ShouldBe(SmallBrain.GaudyRisk);
        await Should.ThrowAsync<FluentValidation.ValidationException>(() => SendAsync(new EnableBrainItems(BrainSection.Slots, ["colour"], false)));
    }

    [Test]
    public async Task A_translation_lags_behind_until_it_is_rewritten_or_declared_right()
    {
        var (question, checksum) = await QuestionAsync(Colour);
        await SendAsync(new SaveQuestion(question with { TextLt = "Kokia spalva patinka?" }, checksum, []));
        (await StaleAsync()).ShouldBe(["text_en", "text_ru"]);

        (question, checksum) = await QuestionAsync(Colour);
        await SendAsync(new SaveQuestion(question with { TextRu = "Какой цвет?" }, checksum, []));
        (await StaleAsync()).ShouldBe(["text_en"]);

        (question, checksum) = await QuestionAsync(Colour);
        (await SendAsync(new SaveQuestion(question, checksum, [Languages.English]))).Outcome.ShouldBe(EditOutcome.Saved);
        (await StaleAsync()).ShouldBeEmpty();
    }

    [TestCase(Roles.Reviewer)]
    [TestCase(Roles.Analyst)]
    public async Task Who_may_not_edit_the_brain_cannot(string role)
    {
        var (question, checksum) = await QuestionAsync(Colour);
        AsStaff(role);

        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new SaveQuestion(question with { TextEn = "?" }, checksum, [])));
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new DeleteBrainItem(Colour, CarryThrough: true)));
    }

    private async Task<(QuestionDefinition Question, string Checksum)> QuestionAsync(BrainAddress at)
    {
        var view = await SendAsync(new GetBrainItem(at));
        return (view.Item.ShouldBeOfType<QuestionDefinition>(), view.Checksum!);
    }

    private async Task<BrainDocument> DocumentAsync() => (await SendAsync(new GetBrainItem(Colour))).Document;

    private async Task<IEnumerable<string?>> StaleAsync() => (await SendAsync(new GetBrainItem(Colour))).StaleTexts.Select(text => text.Member);

    private static Task<WorkingCopyStamp> StampAsync() => QueryAsync(db => db.WorkingCopyStamps.AsNoTracking().SingleAsync());

    private async Task EditAsync(Func<BrainDocument, BrainDocument> edit)
    {
        await using var scope = Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<WorkingCopyEditor>().EditAsync(document => BrainEdit.To(edit(document)), CancellationToken.None))
            .Outcome.ShouldBeOneOf(EditOutcome.Saved, EditOutcome.Unchanged);
    }
}
