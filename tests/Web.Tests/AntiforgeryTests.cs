using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Tests.Support;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests;

public class AntiforgeryTests
{
    /// <summary>Every page that takes a form: how to reach it, and what would be stored from it.</summary>
    private static readonly Dictionary<string, (Func<Respondent, Task> ReachAsync, Func<HtmlForm, HtmlForm> Fill)> Forms = new()
    {
        ["/Index"] = (respondent => respondent.OpenAsync("/"), form => form.With("Language", "en").With("Agreed", "true")),
        ["/Interview/Question"] = (respondent => respondent.StartAsync("en"), form => form.With("Answer", "Rest.").With("Intent", "answer")),
        ["/Interview/Check"] = (ReachCheckAsync, form => form.With("Intent", "finish")),
        ["/Interview/Fact"] = (ReachFactAsync, form => form.With("Options", "business").With("Intent", "save")),
        ["/Interview/Contact"] = (respondent => respondent.ReachContactAsync("en"), form => form.With("Name", "Ona")),
        ["/Interview/Report"] = (respondent => respondent.ReachReportAsync("en"), form => form.With("Rating", "5")),
        ["/Interview/Erase"] = (ReachEraseAsync, form => form),
        ["/Interview/Save"] = (respondent => respondent.ReachSaveAsync("en"), form => form),
        ["/Resume"] = (ReachResumeAsync, form => form),
    };

    private static IEnumerable<string> FormPages => Forms.Keys;

    [Test]
    public async Task Every_page_that_takes_a_form_is_tested_here_and_nothing_else_takes_any()
    {
        var services = SharedApp.App.Services;
        var loader = services.GetRequiredService<PageLoader>();
        var taking = new HashSet<string>();
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints)
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var loaded = await loader.LoadAsync(page, endpoint.Metadata);
                if (page.AreaName is null && loaded.HandlerMethods.Any(handler => handler.HttpMethod is not ("Get" or "GET")))
                    taking.Add(page.ViewEnginePath);
            }
            else if (endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is null)
            {
                // Calls of the API take no forms.
                var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>().ShouldNotBeNull($"{endpoint.DisplayName} takes every method").HttpMethods;
                if (((RouteEndpoint)endpoint).RoutePattern.RawText != "/admin/jobs/{**path}")
                    methods.Except(["GET", "HEAD"]).ShouldBeEmpty(endpoint.DisplayName);
            }
        }

        // What is recorded is sent by a script: see SpokenAnswerTests.
        taking.ShouldBe([.. Forms.Keys, "/Interview/Recordings", "/Interview/Recording"], ignoreOrder: true);
    }

    [Test]
    public async Task The_dashboard_of_jobs_takes_nothing_without_a_token()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);

        var reply = await administrator.PostAsync("/admin/jobs/jobs/enqueued/delete", new FormUrlEncodedContent([KeyValuePair.Create("jobs[]", "1")]));

        reply.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [TestCaseSource(nameof(FormPages))]
    public async Task A_form_without_a_token_of_its_own_browser_is_refused(string page)
    {
        using var respondent = SharedApp.App.NewRespondent("ru");
        using var stranger = SharedApp.App.NewRespondent();
        await Forms[page].ReachAsync(respondent);
        var address = respondent.Page.Address.AbsolutePath;
        var form = Forms[page].Fill(respondent.Page.Form());
        var foreignToken = (await stranger.OpenAsync("/")).Form()[HtmlForm.TokenField]!;
        var before = await StoredAsync();
        form[HtmlForm.TokenField].ShouldNotBeNullOrEmpty();

        foreach (var (refused, content) in new (string, HttpContent)[]
        {
            ("no token", form.Without(HtmlForm.TokenField).Content()),
            ("empty token", form.With(HtmlForm.TokenField, "").Content()),
            ("made-up token", form.With(HtmlForm.TokenField, "CfDJ8made-up").Content()),
            ("token of another browser", form.With(HtmlForm.TokenField, foreignToken).Content()),
            ("as text", new StringContent(await form.Content().ReadAsStringAsync(), Encoding.UTF8, "text/plain")),
            ("as JSON", new StringContent("""{"Language":"en","Answer":"Rest.","Name":"Ona","Rating":5}""", Encoding.UTF8, "application/json")),
            ("nothing", new ByteArrayContent([])),
        })
        {
            var reply = await respondent.PostAsync(address, content);

            reply.Status.ShouldBe(HttpStatusCode.BadRequest, refused);
            reply.Title.ShouldBe("Эта форма устарела", refused);
            reply.ErrorSummary.ShouldBeEmpty(refused);
        }
        (await StoredAsync()).ShouldBe(before);

        // The token was all that was missing.
        (await respondent.PostAsync(address, form.Content())).IsRedirect.ShouldBeTrue();
        (await StoredAsync()).ShouldNotBe(before);
    }

    [Test]
    public async Task No_form_of_the_workspace_is_taken_without_its_token()
    {
        using var administrator = await SharedApp.App.NewStaffAsync(Roles.Administrator);
        var services = SharedApp.App.Services;
        var loader = services.GetRequiredService<PageLoader>();
        var before = await AuditedAsync();
        var tried = 0;
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { AreaName: "Admin" } page
                || (await loader.LoadAsync(page, endpoint.Metadata)).HandlerMethods.All(handler => handler.HttpMethod is "Get" or "GET"))
            {
                continue;
            }
            var path = Regex.Replace(endpoint.RoutePattern.RawText!, @"\{[^}]+:int\}", "1");
            path = Regex.Replace(path, @"\{[^}]+\}", Guid.Empty.ToString());

            var reply = await administrator.PostAsync($"/{path.TrimStart('/')}", new FormUrlEncodedContent([KeyValuePair.Create("Email", "a@example.org")]));

            reply.Status.ShouldBe(HttpStatusCode.BadRequest, path);
            reply.Title.ShouldBe("This form has gone stale", path);
            tried++;
        }

        tried.ShouldBeGreaterThan(20);
        (await AuditedAsync()).ShouldBe(before);

        static Task<int> AuditedAsync() => SharedApp.App.ReadAsync(db => db.AuditEntries.CountAsync());
    }

    [TestCaseSource(nameof(FormPages))]
    public async Task A_form_whose_cookie_is_gone_is_refused(string page)
    {
        using var respondent = SharedApp.App.NewRespondent();
        await Forms[page].ReachAsync(respondent);
        var form = Forms[page].Fill(respondent.Page.Form());
        foreach (var cookie in respondent.Cookies.GetAllCookies().Where(cookie => cookie.Name.Contains("antiforgery", StringComparison.Ordinal)))
            cookie.Expired = true;
        var before = await StoredAsync();

        var reply = await respondent.PostAsync(respondent.Page.Address.AbsolutePath, form.Content());

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.Title.ShouldBe("This form has gone stale");
        (await StoredAsync()).ShouldBe(before);
    }

    [TestCase("PUT")]
    [TestCase("DELETE")]
    [TestCase("PATCH")]
    [TestCase("TRACE")]
    public async Task No_page_takes_another_method(string method)
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.StartAsync("en");
        var before = await StoredAsync();

        foreach (var path in new[] { "/", respondent.InterviewPath, respondent.QuestionPath(1), respondent.CheckPath, respondent.FactPath("budget"), respondent.ContactPath, respondent.ReportPath, respondent.SavePath, "/resume/x" })
        {
            var reply = await respondent.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
            ((int)reply.Status).ShouldBeInRange(400, 499, path);
        }
        (await StoredAsync()).ShouldBe(before);
    }

    private static async Task ReachCheckAsync(Respondent respondent)
    {
        await respondent.StartAsync("en");
        await respondent.AnswerAsync("Rest.");
        await respondent.OpenAsync(respondent.CheckPath);
    }

    private static async Task ReachEraseAsync(Respondent respondent)
    {
        await respondent.StartAsync("en");
        await respondent.OpenAsync($"/interview/{respondent.SessionId}/erase");
    }

    private static async Task ReachFactAsync(Respondent respondent)
    {
        await respondent.StartAsync("en");
        await respondent.OpenAsync(respondent.FactPath("purpose"));
    }

    private static async Task ReachResumeAsync(Respondent respondent)
    {
        using var owner = SharedApp.App.NewRespondent();
        await respondent.OpenAsync(await owner.MakeLinkAsync("en"));
    }

    // Whatever is decided anew leaves a record.
    private static Task<(int Sessions, int Messages, int Decisions, int Finished, int Feedback, int Links, int Accesses)> StoredAsync() => SharedApp.App.ReadAsync(async db => (
        await db.Sessions.CountAsync(),
        await db.Messages.CountAsync(),
        await db.DecisionRecords.CountAsync(),
        await db.Sessions.CountAsync(session => session.CompletedAt != null),
        await db.Feedback.CountAsync(),
        await db.ResumeLinks.CountAsync(),
        await db.SessionAccesses.CountAsync()));
}
