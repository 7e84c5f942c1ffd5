using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.Feedback;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Brain;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Accounts;

/// <summary>The audit log: what is entered stays as it is, and is found again.</summary>
public sealed class AuditTests : FunctionalTest
{
    private static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [SetUp]
    public void Administer() => AsStaff(Roles.Administrator);

    [TestCase("UPDATE audit_entries SET actor = 'somebody else'")]
    [TestCase("DELETE FROM audit_entries")]
    [TestCase("DELETE FROM audit_entries WHERE actor = 'nobody'")]
    [TestCase("TRUNCATE audit_entries")]
    public async Task The_database_refuses_to_change_or_delete_entries(string statement)
    {
        await AddAsync(Entry("slot.changed", "colour"));

        var refused = await Should.ThrowAsync<PostgresException>(() => QueryAsync(db => db.Database.ExecuteSqlRawAsync(statement)));

        refused.MessageText.ShouldStartWith("The audit log is append-only");
        (await QueryAsync(db => db.AuditEntries.SingleAsync())).Actor.ShouldBe("ona@example.org");
    }

    [Test]
    public async Task The_newest_stand_first_and_pages_follow_one_another()
    {
        await AddAsync([.. Enumerable.Range(0, ListAuditEntries.PageSize + 5).Select(number => Entry("slot.changed", $"slot_{number}", at: Noon.AddMinutes(number)))]);

        var first = await SendAsync(new ListAuditEntries());
        var beyond = await SendAsync(new ListAuditEntries { Page = 9 });

        first.Entries.Items.Select(row => row.Subject).ShouldBe(Enumerable.Range(5, ListAuditEntries.PageSize).Reverse().Select(number => $"slot_{number}"));
        (beyond.Entries.Number, beyond.Entries.Pages, beyond.Entries.Total).ShouldBe((2, 2, ListAuditEntries.PageSize + 5));
        beyond.Entries.Items.Select(row => row.Subject).ShouldBe(["slot_4", "slot_3", "slot_2", "slot_1", "slot_0"]);
    }

    [Test]
    public async Task Filters_find_by_person_kind_item_and_day_and_exports_take_the_same()
    {
        await AddAsync(
            Entry("slot.changed", "Colour", actor: "ona@example.org", at: Noon),
            Entry("slot.removed", "size", actor: "key Reports", at: Noon.AddDays(1)),
            Entry("question.added", "q_colour", actor: "ona@example.org", at: Noon.AddDays(2)),
            Entry("scoring.changed", null, actor: "Jonas@example.org", at: Noon.AddDays(3)));

        await FindsAsync(new() { Who = " ONA@ " }, "question.added", "slot.changed");
        await FindsAsync(new() { Kind = "slot" }, "slot.removed", "slot.changed");
        await FindsAsync(new() { Item = "colour" }, "question.added", "slot.changed");
        await FindsAsync(new() { Item = "colour", Kind = "question" }, "question.added");
        await FindsAsync(new() { From = new(2026, 3, 2), To = new(2026, 3, 3) }, "question.added", "slot.removed");
        await FindsAsync(new() { Item = "100%" });

        async Task FindsAsync(AuditFilter filter, params string[] actions)
        {
            (await SendAsync(new ListAuditEntries { Filter = filter })).Entries.Items.Select(row => row.Action).ShouldBe(actions);
            (await ExportAsync(filter)).Select(row => row.Action).Where(action => action != "audit.exported").ShouldBe(actions);
        }
    }

    [Test]
    public async Task Filters_that_cannot_be_are_refused()
    {
        AuditFilter[] impossible =
            [new() { Kind = "nothing" }, new() { From = new(2026, 3, 2), To = new(2026, 3, 1) }, new() { Item = new string('x', AuditFilter.TextLength + 1) }, new() { Who = "a\0b" }];

        foreach (var filter in impossible)
        {
            await Should.ThrowAsync<ValidationException>(() => SendAsync(new ListAuditEntries { Filter = filter }));
            await Should.ThrowAsync<ValidationException>(() => SendAsync(new ExportAudit { Filter = filter }));
        }
        (await CountAsync<AuditEntry>()).ShouldBe(0);
    }

    [Test]
    public async Task An_entry_leads_to_its_item_while_that_is_there()
    {
        await PublishSaunaPackAsync();
        var slot = await QueryAsync(db => db.Slots.OrderBy(slot => slot.Position).Select(slot => slot.Key).FirstAsync());
        await ForgetAuditAsync();
        await AddAsync(Entry("slot.changed", slot), Entry("slot.removed", "gone"), Entry("scoring.changed", null), Entry("account.disabled", "nobody@example.org"));

        var list = await SendAsync(new ListAuditEntries());

        list.Entries.Items.Where(row => list.Subjects.ContainsKey(row.Id)).Select(row => (row.Action, list.Subjects[row.Id].Item)).ShouldBe(
            [("slot.changed", new BrainAddress(BrainSection.Slots, slot)), ("scoring.changed", new BrainAddress(BrainSection.Scoring))], ignoreOrder: true);
    }

    [Test]
    public async Task An_entry_of_a_publication_knows_its_revision()
    {
        await PublishSaunaPackAsync();
        AsStaff(Roles.Author);
        var published = await SendAsync(new PublishBrain("As it is", (await QueryAsync(db => db.WorkingCopyStamps.SingleOrDefaultAsync()))?.Version ?? 0));
        AsStaff(Roles.Administrator);

        var list = await SendAsync(new ListAuditEntries { Filter = new() { Kind = "revision" } });

        list.Subjects[list.Entries.Items[0].Id].Revision.ShouldBe(published.Revision.ShouldNotBeNull());
    }

    [Test]
    public async Task Exports_are_entered_without_what_was_looked_for_in_respondents_words()
    {
        await PublishBrainAsync();
        var sessionId = await FinishAsync();
        AsStaff(Roles.Administrator);

        await SendAsync(new ExportInterview(sessionId));
        await SendAndReadAsync(new ExportFeedback { Filter = new() { Text = "Petras Petraitis", MinRating = 2 } }, async export => await export.Rows.CountAsync());
        await ExportAsync(new() { Kind = "slot" });

        var entries = await QueryAsync(db => db.AuditEntries.OrderBy(entry => entry.Id).ToListAsync());
        entries.Select(entry => entry.Action).ShouldBe(["interview.exported", "feedback.exported", "audit.exported"], ignoreOrder: true);
        entries.ShouldAllBe(entry => entry.Actor == "administrator@example.org" && !entry.After!.Contains("Petras"));
        var list = await SendAsync(new ListAuditEntries { Filter = new() { Kind = "interview" } });
        list.Subjects[list.Entries.Items.ShouldHaveSingleItem().Id].Interview.ShouldBe(sessionId);
    }

    [TestCase(Roles.Author)]
    [TestCase(Roles.Reviewer)]
    [TestCase(Roles.Analyst)]
    public async Task The_log_is_for_administrators(string role)
    {
        AsStaff(role);

        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new ListAuditEntries()));
        await Should.ThrowAsync<ForbiddenException>(() => SendAsync(new ExportAudit()));
    }

    private static AuditEntry Entry(string action, string? subject, string actor = "ona@example.org", DateTimeOffset? at = null) =>
        AuditEntry.Of(null, actor, action, subject, null, "{}", at ?? Noon);

    private Task<List<AuditRow>> ExportAsync(AuditFilter filter) => SendAndReadAsync(new ExportAudit { Filter = filter }, async export => await export.Rows.ToListAsync());
}
