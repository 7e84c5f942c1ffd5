using System.Net;
using System.Text.Json;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests.Admin;

/// <summary>The audit log as administrators read it.</summary>
public sealed class AuditPageTests
{
    private static readonly DateTimeOffset At = new(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);

    [Test]
    public async Task Entries_show_what_was_there_before_and_since_and_lead_to_what_is_still_there()
    {
        var subject = $"s{Guid.NewGuid():N}";
        await AddAsync(
            AuditEntry.Of(null, "<b>Ona</b>", "slot.changed", subject, """{"key":"k","label_en":"Old & dry","options":[]}""", """{"key":"k","label_en":"New","options":[]}""", At),
            AuditEntry.Of(null, "Ona", "slot.reordered", null, """["one","two"]""", """["two","one"]""", At.AddYears(-20)));
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);

        var page = await administrator.OpenAsync($"/admin/audit?item={subject.ToUpperInvariant()}");

        page.Title.ShouldBe("Audit log");
        page.Document.QuerySelectorAll(".audit-entry").Length.ShouldBe(1);
        page.Text(".audit-entry").ShouldStartWith($"Slot changed {subject} 3 Feb 2001, 04:05 <b>Ona</b>");
        page.Document.QuerySelectorAll(".audit-entry tbody tr").Select(row => row.TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ShouldBe([["Label (English)", "Old & dry", "New"]]);
        page.Has(".audit-what a").ShouldBeFalse();

        page = await administrator.OpenAsync("/admin/audit?kind=slot&from=1981-02-03&to=1981-02-03");
        page.Document.QuerySelectorAll(".audit-entry td").Select(cell => cell.TextContent).ShouldBe(["one\ntwo", "two\none"]);
        page.Document.QuerySelector(".audit-what a")!.GetAttribute("href").ShouldBe("/admin/brain/slots");
    }

    [Test]
    public async Task Filters_stay_in_the_address_of_pages_and_exports()
    {
        var subject = $"s{Guid.NewGuid():N}";
        await AddAsync([.. Enumerable.Range(0, 60).Select(number => AuditEntry.Of(null, "Ona", "question.changed", subject, null, null, At.AddMinutes(number)))]);
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);

        var page = await administrator.OpenAsync($"/admin/audit?item={subject}&kind=question&from=2001-01-01");

        page.Document.QuerySelectorAll(".audit-entry").Length.ShouldBe(50);
        page.Text(".pager p").ShouldBe("1 to 50 of 60");
        page.Document.QuerySelector("#item")!.GetAttribute("value").ShouldBe(subject);
        page.Document.QuerySelectorAll(".page-head .btn").Select(link => link.GetAttribute("href")).ShouldBe(
        [
            $"/admin/audit/export?kind=question&item={subject}&from=2001-01-01",
            $"/admin/audit/export?kind=question&item={subject}&from=2001-01-01&format=json",
        ]);
        await administrator.OpenAsync(page.Document.QuerySelector(".pager a[aria-label='Page 2']")!.GetAttribute("href")!);
        administrator.Page.Document.QuerySelectorAll(".audit-entry").Length.ShouldBe(10);
        administrator.Page.Title.ShouldBe("Audit log, page 2");
    }

    [Test]
    public async Task Exports_hold_every_entry_and_no_formulas()
    {
        var subject = $"s{Guid.NewGuid():N}";
        await AddAsync([
            AuditEntry.Of(null, "=cmd|'/c calc'!A0", "slot.changed", subject, """{"a":1}""", """{"a":"ąž"}""", At),
            .. Enumerable.Range(1, 600).Select(number => AuditEntry.Of(null, "Ona", "slot.changed", subject, null, null, At.AddMinutes(number)))]);
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);

        var csv = await administrator.GetAsync($"/admin/audit/export?item={subject}");
        var json = await administrator.GetAsync($"/admin/audit/export?item={subject}&format=json");

        var lines = csv.Body.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        csv.Response.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        csv.Response.Content.Headers.ContentDisposition!.FileName.ShouldBe("audit-log.csv");
        lines[0].ShouldBe("id,at,actor,account_id,action,subject,before,after");
        lines.Length.ShouldBe(602);
        lines[^1].ShouldContain(",\"'=cmd|'/c calc'!A0\",");
        json.Response.Content.Headers.ContentDisposition!.FileName.ShouldBe("audit-log.json");
        using var document = JsonDocument.Parse(json.Body);
        document.RootElement.GetArrayLength().ShouldBe(601);
        document.RootElement[600].GetProperty("after").GetProperty("a").GetString().ShouldBe("ąž");
        document.RootElement[600].GetProperty("at").GetString().ShouldBe("2001-02-03T04:05:06+00:00");
    }

    [Test]
    public async Task Addresses_that_ask_for_something_that_cannot_be_say_so_beside_the_field()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);

        var page = await administrator.OpenAsync("/admin/audit?from=2026-02-02&to=2026-02-01");

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.ErrorSummary.ShouldBe([("Choose a last day that is not before the first one.", "#to")]);
        page.Document.QuerySelector("#to")!.GetAttribute("aria-invalid").ShouldBe("true");
        (await administrator.GetAsync("/admin/audit?kind=nothing")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await administrator.GetAsync("/admin/audit?from=yesterday")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await administrator.GetAsync("/admin/audit/export?kind=nothing")).Headers.Location!.ToString().ShouldBe("/admin/audit?kind=nothing");
    }

    [Test]
    public async Task Where_nothing_passes_the_page_says_so()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);

        (await administrator.OpenAsync($"/admin/audit?item={Guid.NewGuid():N}")).Text(".empty-state").ShouldBe("No entry passes these filters. Show all entries");
    }

    private static Task<int> AddAsync(params AuditEntry[] entries) => SharedApp.App.ReadAsync(db =>
    {
        db.AuditEntries.AddRange(entries);
        return db.SaveChangesAsync();
    });
}
