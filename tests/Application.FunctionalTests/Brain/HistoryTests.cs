using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Application.FunctionalTests.Brain;

/// <summary>From the working copy to a revision and back.</summary>
public sealed class HistoryTests : FunctionalTest
{
    [SetUp]
    public async Task FillWorkingCopy()
    {
        AsStaff(Roles.Author);
        await PublishSaunaPackAsync();
        await ForgetAuditAsync();
    }

    [Test]
    public async Task What_the_author_looked_at_is_published_and_entered_in_the_audit_log()
    {
        await ChangeTextAsync("Changed?");
        var check = await SendAsync(new CheckBrain());
        check.CanBePublished.ShouldBeTrue();
        check.Changes.ShouldHaveSingleItem().After.ShouldBe("Changed?");

        var published = await SendAsync(new PublishBrain("  Clearer words ", check.Version));

        published.Outcome.ShouldBe(EditOutcome.Saved);
        var history = await SendAsync(new ListRevisions());
        history.Unpublished.ShouldBe(0);
        history.Revisions.Count.ShouldBe(2);
        var newest = history.Revisions[0];
        (newest.Number, newest.Note, newest.PublishedBy, newest.PublishedAt).ShouldBe((published.Revision!.Value, "Clearer words", "author@example.org", Clock.GetUtcNow()));
        history.Revisions[1].PublishedBy.ShouldBeNull();
        (await SendAsync(new GetRevision(newest.Number))).IsNewest.ShouldBeTrue();
        (await SendAsync(new GetRevision(history.Revisions[1].Number))).IsNewest.ShouldBeFalse();
        var entry = await QueryAsync(db => db.AuditEntries.SingleAsync(row => row.Action == "revision.published"));
        entry.Actor.ShouldBe("author@example.org");
        entry.After.ShouldNotBeNull().ShouldContain(newest.Checksum);
    }

    [Test]
    public async Task What_nobody_has_looked_at_is_not_published()
    {
        var check = await SendAsync(new CheckBrain());
        await ChangeTextAsync("By somebody else?");

        (await SendAsync(new PublishBrain("Mine", check.Version))).Outcome.ShouldBe(EditOutcome.Conflict);

        (await CountAsync<BrainRevision>()).ShouldBe(1);
        (await CheckAsync()).Changes.ShouldHaveSingleItem();
    }

    [Test]
    public async Task Errors_block_publishing()
    {
        await SaveAsync(document => document.Questions[0] with { Id = "Q_WAITING", RequiresRisk = true, RiskCoverage = [document.RiskRules[0].Code], TextLt = "Laukia?" });
        await SendAsync(new EnableBrainItems(BrainSection.RiskRules, [(await CheckAsync()).Document.RiskRules[0].Id], false));
        var check = await CheckAsync();
        check.CanBePublished.ShouldBeFalse();

        var blocked = await SendAsync(new PublishBrain("Try", check.Version));

        blocked.Outcome.ShouldBe(EditOutcome.Blocked);
        blocked.Findings.ShouldNotBeEmpty();
        blocked.Findings.ShouldAllBe(finding => finding.Severity == FindingSeverity.Error);
        (await CountAsync<BrainRevision>()).ShouldBe(1);
    }

    [TestCase("")]
    [TestCase("   ")]
    [TestCase(null)]
    public async Task A_revision_needs_a_note(string? note) => await Should.ThrowAsync<ValidationException>(() => SendAsync(new PublishBrain(note, 0)));

    [Test]
    public async Task A_note_has_500_characters_at_most()
    {
        await Should.ThrowAsync<ValidationException>(() => SendAsync(new PublishBrain(new string('x', 501), 0)));
        (await SendAsync(new PublishBrain(new string('x', 500), (await CheckAsync()).Version))).Outcome.ShouldBe(EditOutcome.Saved);
    }

    [Test]
    public async Task Two_who_publish_at_once_give_two_revisions_one_after_the_other()
    {
        var version = (await CheckAsync()).Version;

        var results = await SendAtOnceAsync([new PublishBrain("One", version), new PublishBrain("Two", version)]);

        results.ShouldAllBe(result => result.Outcome == EditOutcome.Saved);
        results.Select(result => result.Revision).Distinct().Count().ShouldBe(2);
        (await SendAsync(new ListRevisions())).Revisions.Take(2).Select(revision => revision.Note).ShouldBe(["One", "Two"], ignoreOrder: true);
        (await QueryAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "revision.published"))).ShouldBe(2);
    }

    [Test]
    public async Task A_form_that_is_sent_twice_publishes_once()
    {
        await ChangeTextAsync("Changed?");
        var check = await CheckAsync();
        var request = new PublishBrain("Clearer words", check.Version, check.Newest);
        Clock.Advance(TimeSpan.FromSeconds(1));

        var results = await SendAtOnceAsync([request, request]);

        results.Select(result => result.Outcome).ShouldBe([EditOutcome.Saved, EditOutcome.Unchanged], ignoreOrder: true);
        results[0].Revision.ShouldNotBeNull().ShouldBe(results[1].Revision!.Value);
        (await CountAsync<BrainRevision>()).ShouldBe(2);
        (await SendAsync(request with { Note = "Other words" })).Outcome.ShouldBe(EditOutcome.Saved, "that is another form");
        AsStaff(Roles.Administrator);
        (await SendAsync(request)).Outcome.ShouldBe(EditOutcome.Saved, "that is another author");
    }

    [Test]
    public async Task A_form_that_is_sent_twice_restores_once()
    {
        var first = (await CheckAsync()).Newest!.Value;
        await ChangeTextAsync("Changed?");
        var second = (await SendAsync(new PublishBrain("Clearer words", (await CheckAsync()).Version))).Revision!.Value;
        var request = new RestoreRevision(first, "Back", After: second);

        var restored = await SendAsync(request);
        var again = await SendAsync(request);

        (restored.Outcome, again.Outcome, again.Revision).ShouldBe((EditOutcome.Saved, EditOutcome.Unchanged, restored.Revision));
        (await CountAsync<BrainRevision>()).ShouldBe(3);
    }

    [Test]
    public async Task What_is_published_is_compiled_before_anybody_asks_for_it()
    {
        await ChangeTextAsync("Changed?");
        var published = (await SendAsync(new PublishBrain("Clearer", (await CheckAsync()).Version))).Revision!.Value;

        // Without a database nothing can be compiled any more.
        var brain = await TestHost.Services.GetRequiredService<CompiledBrains>().GetAsync(null!, published, CancellationToken.None);

        brain.ShouldNotBeNull();
    }

    [Test]
    public async Task Findings_stand_beside_the_item_that_they_are_about_and_go_once_it_is_mended()
    {
        var question = Question((await CheckAsync()).Document);
        var at = new BrainAddress(BrainSection.Questions, question.Id);
        await SendAsync(new SaveQuestion(question with { TextLt = "Kitaip?" }, BrainItems.Checksum(question), []));

        var view = await SendAsync(new GetBrainItem(at));
        view.Findings.Select(finding => finding.Code).Distinct().ShouldBe(["translation-stale"]);
        view.Findings.ShouldBe((await CheckAsync()).Findings.Where(finding => finding.At.Id == question.Id));
        await SendAsync(new SaveQuestion(question, view.Checksum, ["en", "ru"]));

        (await SendAsync(new GetBrainItem(at))).Findings.ShouldBeEmpty();
    }

    [Test]
    public async Task An_edit_and_publishing_at_once_never_publish_what_nobody_has_looked_at()
    {
        for (var round = 0; round < 5; round++)
        {
            var check = await CheckAsync();
            var question = Question(check.Document);
            var edit = new SaveQuestion(question with { TextEn = $"Round {round}?" }, BrainItems.Checksum(question), []);

            var results = await SendAtOnceAsync<EditResult>([edit, new PublishBrain("Mine", check.Version)]);

            results[0].Outcome.ShouldBe(EditOutcome.Saved);
            if (results[1].Outcome == EditOutcome.Saved)
                BrainComparison.Compare(check.Document, (await SendAsync(new GetRevision(results[1].Revision!.Value))).Document).ShouldBeEmpty();
            else
                results[1].Outcome.ShouldBe(EditOutcome.Conflict);
            Question((await CheckAsync()).Document).TextEn.ShouldBe($"Round {round}?");
        }
    }

    [Test]
    public async Task Interviews_stay_under_the_revision_that_they_began_with()
    {
        var first = (await SendAsync(new ListRevisions())).Revisions[0].Number;
        var running = await StartAsync();
        await ChangeTextAsync("Changed?");
        var second = (await SendAsync(new PublishBrain("Clearer", (await CheckAsync()).Version))).Revision!.Value;

        var later = await StartAsync();

        (await SessionAsync(running)).RevisionId.ShouldBe(first);
        (await SessionAsync(later)).RevisionId.ShouldBe(second);
    }

    [Test]
    public async Task Any_two_versions_are_compared()
    {
        var first = (await SendAsync(new ListRevisions())).Revisions[0].Number;
        await ChangeTextAsync("Second?");
        var second = (await SendAsync(new PublishBrain("Second", (await CheckAsync()).Version))).Revision!.Value;
        await ChangeTextAsync("Third?");

        (await SendAsync(new CompareBrains(first, second))).Changes.ShouldHaveSingleItem().After.ShouldBe("Second?");
        var change = (await SendAsync(new CompareBrains(second, null))).Changes.ShouldHaveSingleItem();
        (change.Before, change.After).ShouldBe(("Second?", "Third?"));
        (await SendAsync(new CompareBrains(null, first))).Changes.ShouldHaveSingleItem().Before.ShouldBe("Third?");
        (await SendAsync(new CompareBrains(second, second))).Changes.ShouldBeEmpty();
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new CompareBrains(first, second + 1000)));
        await Should.ThrowAsync<NotFoundException>(() => SendAsync(new GetRevision(second + 1000)));
    }

    [Test]
    public async Task An_earlier_revision_is_put_back_as_a_new_one()
    {
        var first = (await SendAsync(new ListRevisions())).Revisions[0];
        await ChangeTextAsync("Second?");
        await SendAsync(new PublishBrain("Second", (await CheckAsync()).Version));

        var restored = await SendAsync(new RestoreRevision(first.Number, "The second misled"));

        restored.Outcome.ShouldBe(EditOutcome.Saved);
        var history = await SendAsync(new ListRevisions());
        history.Revisions.Count.ShouldBe(3);
        history.Unpublished.ShouldBe(0);
        (history.Revisions[0].Number, history.Revisions[0].Checksum).ShouldBe((restored.Revision!.Value, first.Checksum));
        (await QueryAsync(db => db.AuditEntries.SingleAsync(entry => entry.Action == "revision.restored"))).Subject.ShouldBe($"{first.Number}");
    }

    [Test]
    public async Task Restoring_loses_only_what_the_author_agreed_to_lose()
    {
        var first = (await SendAsync(new ListRevisions())).Revisions[0].Number;
        await ChangeTextAsync("Precious?");
        var seen = (await CheckAsync()).Version;

        (await SendAsync(new RestoreRevision(first, "Back"))).Outcome.ShouldBe(EditOutcome.WouldLose);
        await ChangeTextAsync("More precious?");
        (await SendAsync(new RestoreRevision(first, "Back", seen))).Outcome.ShouldBe(EditOutcome.Conflict);
        (await CheckAsync()).Changes.ShouldHaveSingleItem().After.ShouldBe("More precious?");

        (await SendAsync(new RestoreRevision(first, "Back", (await CheckAsync()).Version))).Outcome.ShouldBe(EditOutcome.Saved);
        (await CheckAsync()).Changes.ShouldBeEmpty();
    }

    [Test]
    public async Task Changes_are_discarded_as_far_as_they_were_seen()
    {
        var question = Question((await CheckAsync()).Document);
        await SendAsync(new SaveQuestion(question with { TextLt = "Kitaip?" }, BrainItems.Checksum(question), []));
        var check = await CheckAsync();
        check.Findings.ShouldContain(finding => finding.Code == "translation-stale");
        (await SendAsync(new DiscardChanges(check.Version - 1))).Outcome.ShouldBe(EditOutcome.Conflict);

        (await SendAsync(new DiscardChanges(check.Version))).Outcome.ShouldBe(EditOutcome.Saved);

        check = await CheckAsync();
        check.Changes.ShouldBeEmpty();
        check.Findings.ShouldNotContain(finding => finding.Code == "translation-stale");
        (await CountAsync<BrainRevision>()).ShouldBe(1);
        (await QueryAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "question.changed"))).ShouldBe(2);
    }

    [Test]
    public async Task Export_import_export_is_the_same_text()
    {
        await SendAsync(new EnableBrainItems(BrainSection.Questions, [Question((await CheckAsync()).Document).Id], false));
        var text = (await SendAsync(new ExportBrain())).Text;

        (await SendAsync(new PreviewImport(text))).Changes.ShouldBeEmpty();
        (await SendAsync(new ImportBrain(text))).Outcome.ShouldBe(EditOutcome.Unchanged);
        await SendAsync(new DiscardChanges((await CheckAsync()).Version));
        (await SendAsync(new ExportBrain())).Text.ShouldNotBe(text);
        (await SendAsync(new ImportBrain(text))).Outcome.ShouldBe(EditOutcome.Saved);

        (await SendAsync(new ExportBrain())).Text.ShouldBe(text);
        var published = (await SendAsync(new PublishBrain("Same", (await CheckAsync()).Version))).Revision;
        (await SendAsync(new ExportBrain(published))).Text.ShouldBe(text);
    }

    [Test]
    public async Task An_import_does_what_its_preview_says_and_leaves_other_parts_alone()
    {
        const string Text = "scoring:\n  weights:\n    risk: 2.75\n";
        var before = await CheckAsync();
        var preview = await SendAsync(new PreviewImport(Text));
        preview.Parts.ShouldBe(BrainParts.Scoring);
        (await CheckAsync()).Changes.ShouldBeEmpty();

        (await SendAsync(new ImportBrain(Text, preview.Version))).Outcome.ShouldBe(EditOutcome.Saved);

        var after = (await CheckAsync()).Document;
        after.Scoring.Weights.Risk.ShouldBe(2.75m);
        BrainComparison.Compare(before.Document, after).ShouldBe(preview.Changes);
        preview.Changes.ShouldAllBe(change => change.At.Section == BrainSection.Scoring);
        (await SendAsync(new ImportBrain(Text, preview.Version))).Outcome.ShouldBe(EditOutcome.Conflict);
    }

    [Test]
    public async Task An_import_may_publish_in_the_same_step()
    {
        var imported = await SendAsync(new ImportBrain("scoring:\n  weights:\n    risk: 2.75\n", Note: "Imported"));

        imported.Revision.ShouldNotBeNull();
        var history = await SendAsync(new ListRevisions());
        (history.Revisions[0].Number, history.Revisions[0].Note, history.Unpublished).ShouldBe((imported.Revision.Value, "Imported", 0));
    }

    [Test]
    public async Task An_export_and_an_import_say_how_much_the_text_states()
    {
        var export = await SendAsync(new ExportBrain());
        var document = (await CheckAsync()).Document;
        export.Counts.ShouldBe(new BrainCounts(document.Slots.Count, document.Questions.Count, document.RiskRules.Count));
        export.Counts.Questions.ShouldBeGreaterThan(0);

        (await SendAsync(new ImportBrain(export.Text))).Stated.ShouldBe(export.Counts);
        (await SendAsync(new ImportBrain("scoring:\n  weights:\n    risk: 2.75\n"))).Stated.ShouldBe(new BrainCounts(0, 0, 0));
        (await SendAsync(new ImportBrain("slots: [{label_lt: Be rakto}]"))).Stated.ShouldBeNull();
    }

    [Test]
    public async Task What_cannot_be_read_or_stored_is_not_imported()
    {
        var before = (await SendAsync(new ExportBrain())).Text;

        var unreadable = await SendAsync(new ImportBrain("slots: [{label_lt: Be rakto}]"));
        unreadable.Outcome.ShouldBe(EditOutcome.Unreadable);
        unreadable.Problems.ShouldNotBeEmpty();
        (await SendAsync(new PreviewImport("slots: [{label_lt: Be rakto}]"))).Problems.ShouldBe(unreadable.Problems);

        var twice = await SendAsync(new ImportBrain("skip_rules:\n- {id: S, condition_slot: users, condition_type: equals_any}\n- {id: S, condition_slot: users, condition_type: equals_any}\n"));
        twice.Outcome.ShouldBe(EditOutcome.Blocked);
        twice.Findings.ShouldContain(finding => finding.Code == "duplicate-id");

        (await SendAsync(new ImportBrain("questions:\n- {id: Q, text_lt: Kas?, slot_coverage: [nowhere]}\n"))).Outcome.ShouldBe(EditOutcome.Refused);
        (await SendAsync(new PreviewImport("questions:\n- {id: Q, text_lt: Kas?, slot_coverage: [nowhere]}\n"))).Dangling.ShouldNotBeEmpty();
        (await SendAsync(new ExportBrain())).Text.ShouldBe(before);
        await Should.ThrowAsync<ValidationException>(() => SendAsync(new ImportBrain(" ")));
    }

    [TestCase(Roles.Reviewer)]
    [TestCase(Roles.Analyst)]
    public async Task Who_may_only_read_the_brain_changes_nothing(string role)
    {
        var number = (await SendAsync(new ListRevisions())).Revisions[0].Number;
        AsStaff(role);

        await SendAsync(new CheckBrain());
        await SendAsync(new ExportBrain());
        await SendAsync(new CompareBrains(number, null));
        foreach (var change in new IRequest<EditResult>[] { new PublishBrain("x", 0), new RestoreRevision(number, "x"), new DiscardChanges(0), new ImportBrain("x") })
            await Should.ThrowAsync<ForbiddenException>(() => SendAsync(change));
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new PreviewImport("x")));
    }

    [Test]
    public async Task A_revision_is_restored_although_two_risks_have_exchanged_their_codes()
    {
        var first = (await CheckAsync()).Newest!.Value;
        var rules = (await CheckAsync()).Document.RiskRules;
        var exchanged = string.Join('\n', rules.Take(2).Select((rule, index) => BrainItems.Json(rule with { Code = rules[1 - index].Code })).Concat(rules.Skip(2).Select(rule => BrainItems.Json(rule))).Select(rule => $"- {rule}"));
        (await SendAsync(new ImportBrain($"risk_rules:\n{exchanged}\n", Note: "Exchanged"))).Outcome.ShouldBe(EditOutcome.Saved);

        (await SendAsync(new RestoreRevision(first, "Back"))).Outcome.ShouldBe(EditOutcome.Saved);

        (await CheckAsync()).Document.RiskRules.Select(rule => (rule.Id, rule.Code)).ShouldBe(rules.Select(rule => (rule.Id, rule.Code)), ignoreOrder: true);
    }

    [Test]
    public async Task A_template_with_which_no_report_could_be_written_is_not_published()
    {
        const string Broken = "report:\n  full:\n    en: '{% for fact in facts %}'\n  summary:\n    lt: Santrauka\n";

        var blocked = await SendAsync(new ImportBrain(Broken, Note: "Shorter"));
        (blocked.Outcome, blocked.Findings.ShouldHaveSingleItem().Code).ShouldBe((EditOutcome.Blocked, "report-broken"));
        (await SendAsync(new PreviewImport(Broken))).Findings.ShouldContain(finding => finding.Code == "report-broken");
        (await SendAsync(new ImportBrain(Broken))).Outcome.ShouldBe(EditOutcome.Saved);

        var check = await CheckAsync();
        check.CanBePublished.ShouldBeFalse();
        (await SendAsync(new PublishBrain("Shorter", check.Version))).Outcome.ShouldBe(EditOutcome.Blocked);
    }

    [TestCase("slots:\n- {key: 'a/b', label_lt: A}\n", "unusable-id")]
    [TestCase("risk_rules:\n- {id: R, code: R, severity: as bad as it can be, rule_json: {slot: users, contains_any: [x]}}\n", "too-long")]
    [TestCase("scoring:\n  weights:\n    base_priority: 1e27\n", "weight-range")]
    [TestCase("slots:\n- {key: users, label_lt: A, priority_weight: 1.005}\n", "priority-weight-range")]
    public async Task What_neither_tables_nor_pages_can_hold_is_not_imported(string text, string code)
    {
        foreach (var note in new[] { null, "Note" })
        {
            var result = await SendAsync(new ImportBrain(text, Note: note));
            result.Outcome.ShouldBe(EditOutcome.Blocked);
            result.Findings.ShouldContain(finding => finding.Code == code);
        }
    }

    [TestCase("\"a\\0b\"")]
    [TestCase("\"\\ud800\"")]
    public async Task A_text_that_no_database_stores_is_not_read(string text) =>
        (await SendAsync(new ImportBrain($"slots:\n- {{key: a, label_lt: {text}}}\n"))).Problems.ShouldHaveSingleItem().Line.ShouldBe(2);

    private Task<BrainCheck> CheckAsync() => SendAsync(new CheckBrain());

    private static QuestionDefinition Question(BrainDocument document) => document.Questions[0];

    private Task ChangeTextAsync(string text) => SaveAsync(document => Question(document) with { TextEn = text });

    private async Task SaveAsync(Func<BrainDocument, QuestionDefinition> change)
    {
        var document = (await CheckAsync()).Document;
        var question = change(document);
        var there = document.Questions.FirstOrDefault(other => other.Id == question.Id);
        (await SendAsync(new SaveQuestion(question, there is null ? null : BrainItems.Checksum(there), []))).Outcome.ShouldBe(EditOutcome.Saved);
    }
}
