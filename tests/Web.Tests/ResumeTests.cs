using System.Net;
using System.Text;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace AgentBrain.Web.Tests;

public class ResumeTests
{
    private static readonly string WrongToken = new('0', 64);

    [TestCase("lt", "Išsaugoti ir tęsti vėliau", "Tęsti čia?")]
    [TestCase("en", "Save and continue later", "Continue here?")]
    [TestCase("ru", "Сохранить и продолжить позже", "Продолжить здесь?")]
    public async Task An_interview_goes_on_in_another_browser_and_still_in_the_first(string language, string saveTitle, string resumeTitle)
    {
        using var first = SharedApp.App.NewRespondent();
        using var second = SharedApp.App.NewRespondent("en");
        (await first.ReachSaveAsync(language)).Title.ShouldBe(saveTitle);
        var link = await first.MakeLinkAsync(language);

        var offered = await second.OpenAsync(link);
        (offered.Status, offered.Title, offered.Language).ShouldBe((HttpStatusCode.OK, resumeTitle, language));
        (await second.GetAsync(first.InterviewPath)).Status.ShouldBe(HttpStatusCode.NotFound, "opening a link is not using it");

        await second.ResumeAsync(link);
        second.SessionId.ShouldBe(first.SessionId);
        await second.AnswerAsync("From the phone.");
        await first.OpenAsync(first.InterviewPath);
        await first.AnswerAsync("From the desk.");

        (await SharedApp.App.AnswersAsync(first.SessionId)).ShouldBe(["From the phone.", "From the desk."]);
    }

    [Test]
    public async Task A_link_to_a_finished_interview_opens_its_report()
    {
        using var first = SharedApp.App.NewRespondent();
        using var second = SharedApp.App.NewRespondent();
        await first.ReachReportAsync("en");
        var link = await first.MakeLinkAsync("en");
        first.Page.Text("h1").ShouldBe("Open your report elsewhere");
        first.Page.Text("#link-warning").ShouldBe("Whoever has the link can read your report.");

        (await second.OpenAsync(link)).Text("main form button").ShouldBe("Open the report");
        await second.ResumeAsync(link);

        second.Page.Address.AbsolutePath.ShouldBe(first.ReportPath);
    }

    [Test]
    public async Task A_link_can_be_used_again_and_by_the_browser_that_made_it()
    {
        using var first = SharedApp.App.NewRespondent();
        using var second = SharedApp.App.NewRespondent();
        var link = await first.MakeLinkAsync("en");

        foreach (var browser in new[] { first, second, second })
            (await browser.ResumeAsync(link)).Address.AbsolutePath.ShouldStartWith(first.InterviewPath);

        (await SharedApp.App.ReadAsync(db => db.SessionAccesses.CountAsync(access => access.SessionId == first.SessionId))).ShouldBe(1);
    }

    [Test]
    public async Task The_link_is_shown_once_with_everything_that_is_needed_to_pass_it_on()
    {
        using var respondent = SharedApp.App.NewRespondent();
        var link = await respondent.MakeLinkAsync("lt");
        var page = respondent.Page;

        link.ShouldMatch("^https://agentbrain.test/resume/[0-9a-f]{64}$");
        page.Document.QuerySelector("#link")!.HasAttribute("readonly").ShouldBeTrue();
        var mail = Uri.UnescapeDataString(page.Document.QuerySelector("a[href^='mailto:']")!.GetAttribute("href")!);
        mail.ShouldContain(link);
        mail.ShouldContain("Mano pirtis");
        page.Document.QuerySelector(".qr-code")!.GetAttribute("aria-label").ShouldNotBeNullOrEmpty();
        page.Document.QuerySelectorAll(".qr-code path")[1].GetAttribute("d")!.Length.ShouldBeGreaterThan(1000);
        page.Text("#link-expires").ShouldContain(" m. ");

        (await respondent.OpenAsync(respondent.SavePath)).Body.ShouldNotContain(link);
        page = await respondent.OpenAsync(respondent.SavePath);
        page.Has("#link").ShouldBeFalse();
        page.Has("main form button").ShouldBeTrue();
    }

    [TestCase("lt", "Ši nuoroda nebegalioja")]
    [TestCase("en", "This link no longer opens anything")]
    [TestCase("ru", "Эта ссылка больше не действует")]
    public async Task A_link_that_opens_nothing_says_what_to_do(string language, string title)
    {
        using var respondent = SharedApp.App.NewRespondent(language);
        await respondent.OpenAsync("/");
        var form = respondent.Page.Form();

        foreach (var token in new[] { WrongToken, "x", "%D1%91", new string('a', 5000) })
        {
            foreach (var page in new[] { await respondent.GetAsync("/resume/" + token), await respondent.PostAsync("/resume/" + token, form.Content()) })
            {
                (page.Status, page.Title, page.Language).ShouldBe((HttpStatusCode.NotFound, title, language));
                page.Has("main form").ShouldBeFalse();
                page.Document.QuerySelectorAll("main li").Length.ShouldBe(2);
            }
        }
    }

    [Test]
    public async Task A_link_expires_thirty_days_after_its_last_use()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var app = new AgentBrainApp(SharedApp.Database.ConnectionString) { ChangeServices = services => services.AddSingleton<TimeProvider>(clock) };
        using var owner = app.NewRespondent();
        using var other = app.NewRespondent();
        var link = await owner.MakeLinkAsync("en");

        clock.Advance(TimeSpan.FromDays(29));
        (await other.ResumeAsync(link)).Status.ShouldBe(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromDays(29));
        await other.OpenAsync(link);
        var late = other.Page.Form();
        clock.Advance(TimeSpan.FromDays(2));

        (await other.GetAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.PostAsync(link, late.Content())).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Guesses_are_limited_whether_they_only_look_or_try()
    {
        await using var app = new AgentBrainApp(SharedApp.Database.ConnectionString) { Settings = new Dictionary<string, string> { ["RateLimits:ResumesPerMinute"] = "3" } };
        using var respondent = app.NewRespondent();
        await respondent.OpenAsync("/");
        var form = respondent.Page.Form();

        (await respondent.GetAsync("/resume/" + WrongToken)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await respondent.PostAsync("/resume/" + WrongToken, form.Content())).Status.ShouldBe(HttpStatusCode.NotFound);
        (await respondent.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/resume/" + WrongToken))).Status.ShouldBe(HttpStatusCode.NotFound);

        foreach (var refused in new[] { await respondent.GetAsync("/resume/" + WrongToken), await respondent.PostAsync("/resume/" + WrongToken, form.Content()) })
        {
            refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Title.ShouldStartWith("Please wait ");
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }
        (await respondent.OpenAsync("/")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task The_token_is_in_no_cookie_that_could_be_read_and_in_no_address_but_its_own()
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.ReachSaveAsync("en");
        var reply = await respondent.PostAsync(respondent.SavePath, respondent.Page.Form().Content());
        var cookies = string.Join('\n', reply.Headers.GetValues("Set-Cookie"));
        var link = (await respondent.OpenAsync(respondent.SavePath)).Document.QuerySelector("#link")!.GetAttribute("value")!;
        var token = link.Split('/')[^1];

        reply.Headers.Location!.ToString().ShouldBe(respondent.SavePath);
        cookies.ShouldContain("agentbrain.notice=");
        foreach (var form in new[] { token, Convert.ToBase64String(Encoding.UTF8.GetBytes(token))[..40], Convert.ToBase64String(Convert.FromHexString(token))[..40] })
            cookies.ShouldNotContain(form);
        using var other = SharedApp.App.NewRespondent();
        await other.ResumeAsync(link);
        other.Reply.Headers.Location!.ToString().ShouldNotContain(token);
        other.Page.Body.ShouldNotContain(token);
        (await SharedApp.App.ReadAsync(db => db.ResumeLinks.SingleAsync(stored => stored.SessionId == respondent.SessionId))).TokenHash
            .ShouldBe(System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(token)));
    }

    [Test]
    public async Task Pages_whose_address_holds_a_token_name_it_to_nobody()
    {
        using var respondent = SharedApp.App.NewRespondent();
        var link = await respondent.MakeLinkAsync("en");

        foreach (var address in new[] { link, "/resume/" + WrongToken })
        {
            var page = await respondent.OpenAsync(address);
            page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }
    }

    [TestCase("Production")]
    [TestCase("Development")]
    public async Task No_log_line_and_no_scope_of_one_holds_a_token(string environment)
    {
        var connection = new NpgsqlConnectionStringBuilder(SharedApp.Database.ConnectionString) { Timeout = 5 };
        await using var way = new TcpProxy(connection.Host!, connection.Port);
        way.Restore();
        (connection.Host, connection.Port) = ("127.0.0.1", way.Port);
        await using var app = new AgentBrainApp(connection.ConnectionString)
        {
            EnvironmentName = environment,
            Settings = new Dictionary<string, string> { ["RateLimits:ResumesPerMinute"] = "8" },
        };
        using var respondent = app.NewRespondent();
        using var other = app.NewRespondent();

        var link = await respondent.MakeLinkAsync("en");
        await other.ResumeAsync(link);
        await other.OpenAsync(link);
        var form = other.Page.Form();
        await other.PostAsync(link, new ByteArrayContent([]));
        await other.SendAsync(new HttpRequestMessage(HttpMethod.Delete, link));
        way.Cut();
        (await other.GetAsync(link)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await other.PostAsync(link, form.Content())).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        for (var time = 0; time < 3; time++)
            (await other.GetAsync(link)).Body.ShouldNotBeEmpty();

        app.Log.Lines.ShouldContain(line => line.Level == LogLevel.Error, "the failure itself is told");
        var token = link.Split('/')[^1];
        app.Log.Lines.Where(line => line.Text.Contains(token, StringComparison.OrdinalIgnoreCase)).Select(line => line.Text).ShouldBeEmpty();
    }
}
