using System.Net;
using AgentBrain.Web.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests;

public class HeaderTests
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private readonly List<HtmlPage> _pages = [];
    private readonly List<HtmlPage> _files = [];

    [OneTimeSetUp]
    public async Task Crawl()
    {
        using var respondent = SharedApp.App.NewRespondent();
        using var stranger = SharedApp.App.NewRespondent();
        await Keep(respondent.OpenAsync("/"));
        await Keep(respondent.OpenAsync("/?lang=lt"));
        await Keep(respondent.SubmitAsync(respondent.Page.Form().With("Language", "xx")));
        await Keep(respondent.StartAsync("en"));
        _pages.Add(respondent.Reply);
        var stale = respondent.Page.Form().With("SubmissionId", Guid.NewGuid().ToString()).With("Answer", "Other.").With("Intent", "answer");
        await Keep(respondent.AnswerAsync(""));
        await Keep(respondent.AnswerAsync("Rest."));
        _pages.Add(respondent.Reply);
        await Keep(respondent.SubmitAsync(stale));
        await Keep(respondent.OpenAsync(respondent.SavePath));
        await Keep(respondent.SubmitAsync(respondent.Page.Form()));
        _pages.Add(respondent.Reply);
        var link = respondent.Page.Document.QuerySelector("#link")!.GetAttribute("value")!;
        await Keep(respondent.OpenAsync(link));
        await Keep(respondent.SubmitAsync(respondent.Page.Form()));
        _pages.Add(respondent.Reply);
        await Keep(respondent.OpenAsync("/resume/unknown"));
        await Keep(respondent.OpenAsync("/"));
        await Keep(stranger.OpenAsync(respondent.InterviewPath));
        await Keep(respondent.OpenAsync(respondent.InterviewPath));
        await Keep(respondent.AnswerToTheEndAsync());
        await Keep(respondent.LeaveContactAsync(""));
        await Keep(respondent.LeaveContactAsync("Ona"));
        await Keep(respondent.GetAsync(respondent.ReportPath + "/Download"));
        await Keep(respondent.LeaveFeedbackAsync(""));
        await Keep(respondent.LeaveFeedbackAsync("5"));
        _pages.Add(respondent.Reply);
        await Keep(respondent.OpenAsync(respondent.ReportPath));
        await Keep(respondent.OpenAsync("/api/docs"));
        await Keep(respondent.OpenAsync("/nothing"));
        await Keep(respondent.PostAsync("/", new ByteArrayContent([])));
        foreach (var code in new[] { "", "/400", "/404", "/429", "/500", "/503" })
            await Keep(respondent.OpenAsync("/error" + code));

        var assets = SharedApp.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            .Select(endpoint => ((RouteEndpoint)endpoint).RoutePattern.RawText!)
            .Distinct();
        foreach (var asset in assets)
            _files.Add(await respondent.GetAsync("/" + asset));

        async Task Keep(Task<HtmlPage> page) => _pages.Add(await page);
    }

    [Test]
    public void The_crawl_has_seen_every_kind_of_response()
    {
        _pages.Select(page => (int)page.Status).Distinct().ShouldBe([200, 302, 400, 404, 409], ignoreOrder: true);
        _files.Count.ShouldBeGreaterThan(10);
        _files.ShouldAllBe(file => file.Status == HttpStatusCode.OK);
        _files.ShouldContain(file => file.Address.AbsolutePath == "/css/site.css");
        _files.ShouldContain(file => file.Address.AbsolutePath == "/js/site.js");
    }

    [Test]
    public void Every_response_tells_browsers_to_be_strict() => ShouldAllHold(_pages.Concat(_files), page =>
    {
        Header(page, "Content-Security-Policy").ShouldBe(ContentSecurityPolicy);
        Header(page, "X-Content-Type-Options").ShouldBe("nosniff");
        Header(page, "X-Frame-Options").ShouldBe("DENY");
        Header(page, "Referrer-Policy").ShouldBe(page.Address.AbsolutePath.StartsWith("/resume/", StringComparison.Ordinal) ? "no-referrer" : "same-origin");
        Header(page, "Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        Header(page, "Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        Header(page, "Permissions-Policy").ShouldBe("camera=(), geolocation=(), microphone=()");
        Header(page, "Strict-Transport-Security").ShouldBe("max-age=31536000");
        foreach (var revealing in new[] { "Server", "X-Powered-By", "X-AspNet-Version" })
            Header(page, revealing).ShouldBeNull();
    });

    [Test]
    public void No_page_is_kept_by_a_cache() => ShouldAllHold(_pages, page => page.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue());

    [Test]
    public void Files_say_how_long_they_are_fresh() => ShouldAllHold(_files, file => Header(file, "Cache-Control").ShouldNotBeNullOrEmpty());

    [Test]
    public void Cookies_are_out_of_reach_of_scripts_and_of_other_sites()
    {
        var cookies = _pages.SelectMany(page => page.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
            .Where(cookie => !cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase))
            .ToList();

        cookies.Select(cookie => cookie.Split('=')[0]).Distinct()
            .ShouldBe(["__Host-agentbrain.respondent", "__Host-agentbrain.antiforgery", "__Host-agentbrain.notice"], ignoreOrder: true);
        foreach (var cookie in cookies)
        {
            var parts = cookie.ToLowerInvariant().Split("; ");
            parts.ShouldContain("httponly", cookie);
            parts.ShouldContain("secure", cookie);
            parts.ShouldContain("path=/", cookie);
            parts.ShouldContain(part => part == "samesite=lax" || part == "samesite=strict", cookie);
            parts.ShouldAllBe(part => !part.StartsWith("domain", StringComparison.Ordinal), cookie);
        }
    }

    [Test]
    public void No_page_carries_scripts_or_styles_of_its_own() => ShouldAllHold(_pages, page =>
    {
        if (page.Response.Content.Headers.ContentType?.MediaType != "text/html")
            return;
        page.Document.QuerySelectorAll("style, script:not([src])").ShouldBeEmpty();
        page.Document.All
            .SelectMany(element => element.Attributes.Select(attribute => (Element: element, Attribute: attribute)))
            .Where(pair => pair.Attribute.Name == "style"
                || pair.Attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
                || pair.Attribute.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase))
            .Select(pair => $"{pair.Element.LocalName} {pair.Attribute.Name}")
            .ShouldBeEmpty();
    });

    [Test]
    public void Pages_load_only_what_this_host_has() => ShouldAllHold(_pages, page =>
    {
        foreach (var attribute in page.Document.All.SelectMany(element => element.Attributes).Where(attribute => attribute.Name is "src" or "href" or "srcset" or "action"))
            attribute.Value.ShouldMatch("^(/(?!/)|#|\\?|mailto:)");
    });

    [Test]
    public void Everything_that_a_page_names_exists()
    {
        var known = _files.Select(file => file.Address.AbsolutePath).ToHashSet();
        var named = _pages.SelectMany(page => page.Document.QuerySelectorAll("link[href], script[src], img[src], source[srcset], use[href]"))
            .Select(element => (element.GetAttribute("href") ?? element.GetAttribute("src") ?? element.GetAttribute("srcset"))!.Split('#', '?')[0])
            .Distinct();

        named.Where(path => !known.Contains(path)).ShouldBeEmpty();
    }

    [Test]
    public void Ids_are_unique_and_every_label_and_description_has_its_element() => ShouldAllHold(_pages, page =>
    {
        var ids = page.Document.QuerySelectorAll("[id]").Select(element => element.Id!).ToList();
        ids.Distinct().Count().ShouldBe(ids.Count);
        foreach (var attribute in (string[])["for", "aria-labelledby", "aria-describedby", "aria-controls"])
        {
            foreach (var named in page.Document.QuerySelectorAll($"[{attribute}]").SelectMany(element => element.GetAttribute(attribute)!.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
                ids.ShouldContain(named);
        }
        foreach (var link in page.Document.QuerySelectorAll("a[href^='#']"))
            ids.ShouldContain(link.GetAttribute("href")![1..]);
    });

    [Test]
    public async Task In_development_cookies_work_over_plain_http()
    {
        await using var app = new AgentBrainApp(SharedApp.Database.ConnectionString) { EnvironmentName = "Development" };
        using var respondent = new Respondent(app.Server.CreateHandler(), new Uri("http://localhost:5080"));

        await respondent.StartAsync("en");
        await respondent.AnswerAsync("Rest.");

        respondent.Reply.IsRedirect.ShouldBeTrue();
        respondent.Cookies.GetAllCookies().Select(cookie => cookie.Name).ShouldBe(["agentbrain.respondent", "agentbrain.antiforgery"], ignoreOrder: true);
    }

    private static string? Header(HtmlPage page, string name) =>
        page.Headers.TryGetValues(name, out var values) || page.Response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    private static void ShouldAllHold(IEnumerable<HtmlPage> pages, Action<HtmlPage> check)
    {
        var faults = new List<string>();
        foreach (var page in pages)
        {
            try
            {
                check(page);
            }
            catch (ShouldAssertException fault)
            {
                faults.Add($"{page.Response.RequestMessage!.Method} {page.Address.PathAndQuery} ({(int)page.Status}): {fault.Message}");
            }
        }
        faults.ShouldBeEmpty();
    }
}
