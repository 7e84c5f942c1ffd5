using System.Net;
using AgentBrain.Domain.Accounts;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Admin;

/// <summary>Administrators find, hand over and erase what is stored of a person, and set how long it is kept.</summary>
public sealed class PrivacyPagesTests
{
    private const string Address = "/admin/privacy";

    [Test]
    public async Task A_person_is_found_by_reference_or_address_handed_over_and_erased()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.ReachContactAsync("en");
        await respondent.LeaveContactAsync("Ona", "ona.found@example.org");
        var reference = SessionReference.Of(respondent.SessionId);
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);

        await FindAsync(administrator, "nobody@example.org");
        administrator.Page.Body.ShouldContain("No interview is stored under that.");
        await FindAsync(administrator, "half");
        administrator.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        administrator.Page.ErrorSummary.ShouldHaveSingleItem().Target.ShouldBe("#Text");
        await FindAsync(administrator, reference);
        administrator.Page.Body.ShouldContain("ona.found@example.org");
        await FindAsync(administrator, "ONA.found@example.org");
        administrator.Page.Address.ToString().ShouldNotContain("@");
        var download = administrator.Page.Document.QuerySelector("a[href$='/download']")!.GetAttribute("href")!;
        (await administrator.GetAsync(download)).Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");

        await administrator.OpenAsync(administrator.Page.Document.QuerySelector("a[href$='/erase']")!.GetAttribute("href")!);
        administrator.Page.Text("h1").ShouldBe($"Erase interview {reference}?");
        await administrator.SubmitAsync(administrator.Page.Form().With("TypedReference", "0000-0000"));
        administrator.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        await administrator.SubmitAsync(administrator.Page.Form().With("TypedReference", reference));
        administrator.Page.Text(".notice").ShouldBe($"Interview {reference} was erased.");

        await FindAsync(administrator, reference);
        administrator.Page.Body.ShouldContain($"{reference} was erased on");
        (await administrator.OpenAsync($"/admin/interviews/{respondent.SessionId}")).Status.ShouldBe(HttpStatusCode.Gone);
        var trail = await SharedApp.App.ReadAsync(db => db.AuditEntries.Where(entry => entry.Subject == reference).ToListAsync());
        trail.Select(entry => entry.Action).ShouldBe(["interview.handed_over", "interview.erased"], ignoreOrder: true);
        trail.ShouldAllBe(entry => !$"{entry.Before}{entry.After}".Contains("ona", StringComparison.OrdinalIgnoreCase));
    }

    [Test]
    public async Task All_interviews_of_an_address_are_erased_together()
    {
        var ids = new List<Guid>();
        for (var number = 0; number < 2; number++)
        {
            using var respondent = SharedApp.App.NewRespondent();
            await respondent.ReachContactAsync("en");
            await respondent.LeaveContactAsync("Ona", "ona.twice@example.org");
            ids.Add(respondent.SessionId);
        }
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        await FindAsync(administrator, "ona.twice@example.org");

        await administrator.SubmitAsync(administrator.Page.Form("form[action*='EraseAll']").With("TypedEmail", "ona@example.org"));
        administrator.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        await administrator.SubmitAsync(administrator.Page.Form("form[action*='EraseAll']").With("TypedEmail", "ona.twice@example.org"));

        administrator.Page.Text(".notice").ShouldStartWith("2 interviews were erased:");
        (await SharedApp.App.ReadAsync(db => db.Sessions.CountAsync(session => ids.Contains(session.Id)))).ShouldBe(0);
    }

    [Test]
    public async Task Periods_are_set_with_what_would_go_shown_before()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        using var administrator = await app.NewStaffAsync(Roles.Administrator);
        using var respondent = app.NewRespondent();
        await respondent.ReachReportAsync("en");
        await database.ExecuteAsync("UPDATE sessions SET created_at = now() - interval '800 days', completed_at = now() - interval '800 days'");

        (await administrator.OpenAsync($"{Address}/retention/preview")).Text("main").ShouldContain(SessionReference.Of(respondent.SessionId));
        await administrator.OpenAsync($"{Address}/retention");
        var first = administrator.Page.Form();
        first["Days[Answers]"].ShouldBe("730", "a new installation begins with it");
        await administrator.SubmitAsync(first.With("Days[Answers]", "never"));
        administrator.Page.Status.ShouldBe(HttpStatusCode.BadRequest);
        administrator.Page.Document.QuerySelector(administrator.Page.ErrorSummary.ShouldHaveSingleItem().Target)!.GetAttribute("value").ShouldBe("never");
        await administrator.SubmitAsync(administrator.Page.Form().With("Days[Answers]", "").With("Days[ContactDetails]", ""));
        administrator.Page.Text(".notice").ShouldStartWith("The periods were saved.");
        administrator.Page.Form()["Days[Answers]"].ShouldBe("");
        administrator.Page.Text("form [role=status]").ShouldContain("something else: Contact details: 365 days; Finished interviews: 730 days.");

        (await administrator.SubmitAsync(first.With("Days[Answers]", "10"))).Status.ShouldBe(HttpStatusCode.Conflict);
        administrator.Page.Form()["Days[Answers]"].ShouldBe("");
        (await administrator.OpenAsync($"{Address}/retention/preview")).Text("main").ShouldContain(SessionReference.Of(respondent.SessionId), Case.Sensitive, "it was agreed to 730 days");
        await database.ExecuteAsync("UPDATE sessions SET consent_version = NULL");
        (await administrator.OpenAsync($"{Address}/retention/preview")).Text("main").ShouldContain("Nothing is due.");
    }

    private static async Task<HtmlPage> FindAsync(Respondent administrator, string text)
    {
        await administrator.OpenAsync(Address);
        return await administrator.SubmitAsync(administrator.Page.Form().With("Text", text));
    }
}
