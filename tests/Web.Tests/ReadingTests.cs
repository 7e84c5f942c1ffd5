using System.Net;
using System.Text;
using System.Text.Json;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests;

/// <summary>The dashboard, interviews and feedback as those who work with them see them.</summary>
public sealed class ReadingTests
{
    private const string Hostile = "<script>alert('x')</script> & \"quotes\"";

    private TestDatabase _database = null!;
    private AgentBrainApp _app = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _database = await TestDatabase.CreateAsync();
        _app = new AgentBrainApp(_database.ConnectionString);
        _app.StartServer();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [TearDown]
    public async Task Empty() => await _app.ReadAsync(db => db.Database.ExecuteSqlRawAsync("DELETE FROM feedback; DELETE FROM sessions;"));

    [Test]
    public async Task Where_there_is_nothing_the_pages_say_what_will_be_there()
    {
        using var staff = await StaffAsync();

        (await staff.OpenAsync("/admin")).Text(".empty-title").ShouldBe("No interview started and no feedback was left in this period.");
        (await staff.OpenAsync("/admin/interviews")).Text(".empty-title").ShouldBe("There are no interviews yet.");
        (await staff.OpenAsync("/admin/interviews?language=ru")).Text(".empty-title").ShouldBe("No interview passes these filters.");
        (await staff.OpenAsync("/admin/feedback")).Text(".empty-title").ShouldBe("Nobody has left feedback yet.");
        (await staff.OpenAsync("/admin/feedback?min=5")).Text(".empty-title").ShouldBe("No feedback passes these filters.");
    }

    [Test]
    public async Task The_dashboard_says_of_how_many_and_draws_what_its_tables_say()
    {
        await FinishedAsync("5");
        await FinishedAsync("2");
        using (var respondent = _app.NewRespondent())
            await respondent.StartAsync("en");
        using var staff = await StaffAsync(Roles.Analyst);

        var page = await staff.OpenAsync("/admin");

        page.Title.ShouldBe("Dashboard");
        var figures = page.Text(".figures");
        figures.ShouldContain("Started3");
        figures.ShouldContain("Finished2 66.7 % of 3 started");
        figures.ShouldContain("In progress1 33.3 % of 3 started");
        figures.ShouldContain("3.5 of 5 mean of 2 ratings");
        foreach (var chart in page.Document.QuerySelectorAll("svg[role=img]"))
        {
            foreach (var id in chart.GetAttribute("aria-labelledby")!.Split(' '))
                chart.QuerySelector($"#{id}")!.TextContent.ShouldNotBeEmpty();
        }
        page.Document.QuerySelectorAll("svg[role=img]").Length.ShouldBe(2);
        page.Document.QuerySelectorAll("#course ~ details tbody tr").Length.ShouldBe(30);
        page.Document.QuerySelectorAll("#course-chart-title")[0].ParentElement!.QuerySelectorAll("rect.chart-whole").Length.ShouldBe(30);
        page.Document.QuerySelectorAll("main [style], main script").ShouldBeEmpty();
        page.Document.QuerySelector("nav[aria-label=Period] [aria-current=true]")!.TextContent.ShouldBe("30 days");
        (await staff.OpenAsync("/admin?from=2020-01-01&to=2020-02-01&language=lt")).Text(".empty-title").ShouldNotBeEmpty();
        staff.Page.Document.QuerySelector("nav[aria-label=Period] a")!.GetAttribute("href").ShouldBe("/admin?days=7&language=lt");
    }

    [TestCase("/admin?from=2026-02-02&to=2026-02-01", "Choose a last day that is not before the first one.")]
    [TestCase("/admin?days=-4", "Choose 1 to 3650 days.")]
    [TestCase("/admin/interviews?reference=x%27", "Write a reference as it stands in the report, for example 7F3A-09BC.")]
    [TestCase("/admin/interviews?from=2026-02-02&to=2026-02-01", "Choose a last day that is not before the first one.")]
    [TestCase("/admin/feedback?min=4&max=2", "Choose a most that is not below the least.")]
    [TestCase("/admin/feedback/export?min=9", "Choose one to five stars.")]
    [TestCase("/admin?from=0001-01-01&to=2026-02-01", "Choose a day after 1999.")]
    [TestCase("/admin/interviews?from=0001-01-01", "Choose a day after 1999.")]
    [TestCase("/admin/feedback?from=0001-01-01", "Choose a day after 1999.")]
    [TestCase("/admin?language=xx", "Choose one of the languages lt, en, ru.")]
    [TestCase("/admin/interviews?language=xx", "Choose one of the languages lt, en, ru.")]
    [TestCase("/admin/feedback?language=xx", "Choose one of the languages lt, en, ru.")]
    public async Task What_is_wrong_with_an_address_stands_above_the_page(string address, string problem)
    {
        using var staff = await StaffAsync();

        var page = await staff.OpenAsync(address);

        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        page.Text("[role=alert] li").ShouldBe(problem);
    }

    [TestCase("/admin?days=x")]
    [TestCase("/admin/interviews?stage=Nowhere")]
    [TestCase("/admin/interviews?p=x&from=yesterday")]
    [TestCase("/admin/feedback?min=many")]
    [TestCase("/admin?language=%00x")]
    public async Task What_cannot_be_read_is_no_failure_of_the_server(string address)
    {
        using var staff = await StaffAsync();

        (await staff.OpenAsync(address)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [TestCase("/admin/interviews?flag=%00RISK")]
    [TestCase("/admin/feedback?text=%00%EF%BF%BEx")]
    [TestCase("/admin/brain/questions?q=%00")]
    public async Task What_is_no_character_is_not_looked_for(string address)
    {
        using var staff = await StaffAsync();

        (await staff.OpenAsync(address)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task The_dashboard_keeps_to_all_days_when_something_else_is_filtered()
    {
        using var staff = await StaffAsync();
        await staff.OpenAsync("/admin?days=0");

        staff.Page.Document.QuerySelector("form[aria-label=Filters] input[name=days]")!.GetAttribute("value").ShouldBe("0");
        await staff.OpenAsync("/admin");
        staff.Page.Document.QuerySelector("form[aria-label=Filters] input[name=days]").ShouldBeNull();
    }

    [Test]
    public async Task A_list_keeps_its_filters_in_every_address()
    {
        await _app.ReadAsync(db => db.Database.ExecuteSqlRawAsync("INSERT INTO sessions (language, created_at) SELECT 'lt', now() - n * interval '1 minute' FROM generate_series(1, 130) n"));
        using var staff = await StaffAsync();

        var page = await staff.OpenAsync("/admin/interviews?language=lt&p=2");

        page.Text(".card-header").ShouldBe("130 interviews, page 2 of 3");
        page.Document.QuerySelectorAll(".pagination a").Select(link => link.GetAttribute("href"))
            .ShouldBe(["/admin/interviews?language=lt", "/admin/interviews?language=lt&p=2", "/admin/interviews?language=lt&p=3"]);
        page.Document.QuerySelector(".pagination [aria-current=page]")!.TextContent.ShouldBe("2");
        page.Document.QuerySelectorAll("th[aria-sort] a").ShouldHaveSingleItem().GetAttribute("href").ShouldBe("/admin/interviews?language=lt&ascending=true");
        page.Document.QuerySelectorAll("th a[href*='sort=Questions']").ShouldHaveSingleItem().GetAttribute("href").ShouldBe("/admin/interviews?language=lt&sort=Questions");
        page.Document.QuerySelector("#language option[selected]")!.GetAttribute("value").ShouldBe("lt");
        page.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(50);
        (await staff.OpenAsync("/admin/interviews?p=3")).Document.QuerySelectorAll("tbody tr").Length.ShouldBe(30);
    }

    [Test]
    public async Task An_interview_is_a_timeline_with_a_link_to_every_turn_and_to_the_brain()
    {
        var sessionId = await FinishedAsync("4", words: "We want to relax with family of 10 people by the lake");
        using var staff = await StaffAsync(Roles.Reviewer);

        var page = await staff.OpenAsync($"/admin/interviews/{sessionId}");

        page.Status.ShouldBe(HttpStatusCode.OK);
        var turns = page.Document.QuerySelectorAll("ol > li[id]");
        turns.Select(turn => turn.Id).ShouldBe(Enumerable.Range(1, turns.Length).Select(number => $"q{number}"));
        turns.ShouldAllBe(turn => turn.QuerySelector("a[href^='/admin/brain/questions/']") != null && turn.QuerySelector("details.choice table tfoot") != null);
        turns.SelectMany(turn => turn.QuerySelectorAll("mark")).ShouldNotBeEmpty();
        page.Document.QuerySelectorAll("a[href^='/admin/brain/slots/']").ShouldNotBeEmpty();
        page.Document.QuerySelectorAll(".report").Length.ShouldBe(2);
        page.Document.QuerySelectorAll("main script, main [style]").ShouldBeEmpty();
        page.Body.ShouldContain("Ona");
        page.Has($"a[href='/admin/interviews/{sessionId}/delete']").ShouldBeFalse("reviewers may not delete");
    }

    [Test]
    public async Task Words_of_respondents_are_shown_as_words()
    {
        using var respondent = _app.NewRespondent();
        await respondent.StartAsync("en");
        await respondent.AnswerAsync(Hostile);
        using var staff = await StaffAsync();

        var page = await staff.OpenAsync($"/admin/interviews/{respondent.SessionId}");

        page.Text("blockquote").ShouldBe(Hostile);
        page.Document.QuerySelectorAll("main script").ShouldBeEmpty();
    }

    [Test]
    public async Task Nothing_that_is_sent_to_an_analyst_has_contact_details()
    {
        var sessionId = await FinishedAsync("4", name: "Jonas Jonaitis", email: "jonas@example.org");
        using var staff = await StaffAsync(Roles.Analyst);

        foreach (var address in new[] { "/admin/interviews", $"/admin/interviews/{sessionId}", $"/admin/interviews/{sessionId}/export", "/admin/feedback", "/admin/feedback/export", "/admin" })
        {
            var page = await staff.OpenAsync(address);
            page.Status.ShouldBe(HttpStatusCode.OK, address);
            page.Body.ShouldNotContain("Jonaitis");
            page.Body.ShouldNotContain("jonas@");
        }
        (await staff.OpenAsync($"/admin/interviews/{sessionId}")).Body.ShouldContain("j***@example.org");
    }

    [Test]
    public async Task An_export_is_a_file()
    {
        var sessionId = await FinishedAsync("4");
        using var staff = await StaffAsync(Roles.Reviewer);

        var export = await staff.GetAsync($"/admin/interviews/{sessionId}/export");

        export.Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        export.Response.Content.Headers.ContentDisposition!.FileName!.ShouldMatch("^\"?interview-[0-9A-F]{4}-[0-9A-F]{4}\\.json\"?$");
        var json = JsonDocument.Parse(export.Body).RootElement;
        json.GetProperty("session_id").GetGuid().ShouldBe(sessionId);
        json.GetProperty("contact").GetProperty("name").GetString().ShouldBe("Ona");
        json.GetProperty("messages").GetArrayLength().ShouldBeGreaterThan(2);
    }

    [Test]
    public async Task Deleting_asks_first_and_says_what_went()
    {
        var sessionId = await FinishedAsync("4");
        using var staff = await StaffAsync();
        await staff.OpenAsync($"/admin/interviews/{sessionId}");
        var confirmation = await staff.OpenAsync(staff.Page.Document.QuerySelector("main a.btn[href$='/delete']")!.GetAttribute("href")!);
        confirmation.Title.ShouldStartWith("Delete interview ");
        confirmation.Text("main ul").ShouldContain("1 feedback entry");

        var page = await staff.SubmitAsync(HtmlForm.Of(confirmation.Document.QuerySelector("main form[method=post]")!));

        page.Address.AbsolutePath.ShouldBe("/admin/interviews");
        page.Text("[role=status]").ShouldMatch(@"^Interview [0-9A-F]{4}-[0-9A-F]{4} was deleted, with \d+ questions and answers, .*1 feedback entry");
        (await _app.ReadAsync(db => db.Sessions.CountAsync())).ShouldBe(0);
        (await staff.OpenAsync($"/admin/interviews/{sessionId}")).Status.ShouldBe(HttpStatusCode.Gone);
        (await staff.OpenAsync($"/admin/interviews/{sessionId}/delete")).Status.ShouldBe(HttpStatusCode.Gone);
        (await staff.OpenAsync($"/admin/interviews/{sessionId}/export")).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Test]
    public async Task Feedback_leads_to_its_interview_and_can_be_deleted()
    {
        var sessionId = await FinishedAsync("2", comment: Hostile);
        using var staff = await StaffAsync();
        var page = await staff.OpenAsync("/admin/feedback?text=QUOTES");
        page.Text("td.comment").ShouldBe(Hostile);
        page.Has($"td a[href='/admin/interviews/{sessionId}']").ShouldBeTrue();
        await staff.OpenAsync(page.Document.QuerySelector("td a[href$='/delete']")!.GetAttribute("href")!);

        page = await staff.SubmitAsync(HtmlForm.Of(staff.Page.Document.QuerySelector("main form[method=post]")!));

        page.Text("[role=status]").ShouldStartWith("Feedback of 2 stars on interview ");
        (await _app.FeedbackCountAsync(sessionId)).ShouldBe(0);
        (await _app.IsFinishedAsync(sessionId)).ShouldBeTrue();
        using var author = await StaffAsync(Roles.Author);
        (await author.OpenAsync("/admin/feedback")).Has("a[href^='/admin/interviews/']").ShouldBeFalse("authors may not read interviews");
    }

    [Test]
    public async Task A_spreadsheet_takes_nothing_in_the_CSV_file_for_a_formula()
    {
        string[] comments = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "plain, \"quoted\"\r\nof two lines", "šalta"];
        foreach (var (comment, place) in comments.Select((comment, place) => (comment, place)))
            await _app.ReadAsync(db => db.Database.ExecuteSqlAsync($"INSERT INTO feedback (rating, feedback_text, created_at) VALUES (3, {comment}, now() - {place} * interval '1 minute')"));
        using var staff = await StaffAsync(Roles.Author);

        var file = await staff.GetAsync("/admin/feedback/export?min=3");

        file.Response.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        file.Response.Content.Headers.ContentDisposition!.FileName.ShouldBe("feedback.csv");
        (await file.Response.Content.ReadAsByteArrayAsync())[..3].ShouldBe(Encoding.UTF8.Preamble.ToArray());
        var lines = file.Body.TrimStart('\uFEFF');
        lines.ShouldStartWith("id,session_id,reference,rating,comment,language,created_at,superseded\r\n");
        foreach (var guarded in new[] { "\"'=1+1\"", "\"'+1\"", "\"'-1\"", "\"'@SUM(A1)\"", "\"'\t=1\"", "\"plain, \"\"quoted\"\"\r\nof two lines\"", ",3,šalta," })
            lines.ShouldContain(guarded);
    }

    private Task<Respondent> StaffAsync(string role = Roles.Administrator) => _app.NewStaffAsync(role);

    private async Task<Guid> FinishedAsync(string rating, string name = "Ona", string email = "", string comment = "", string words = "")
    {
        using var respondent = _app.NewRespondent();
        await respondent.StartAsync("en");
        await respondent.AnswerToTheEndAsync(words);
        await respondent.LeaveContactAsync(name, email);
        await respondent.LeaveFeedbackAsync(rating, comment);
        return respondent.SessionId;
    }
}
