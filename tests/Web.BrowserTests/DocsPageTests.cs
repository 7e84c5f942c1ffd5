using AgentBrain.Web.BrowserTests.Support;
using Microsoft.Playwright;

namespace AgentBrain.Web.BrowserTests;

/// <summary>The reference of the API in a browser.</summary>
public class DocsPageTests : VisitorTests
{
    [Test]
    [Category("Screenshots")]
    public async Task The_reference_is_fit_for_everybody()
    {
        await using var visitor = await Visitor.ArriveAsync("en");
        await visitor.OpenAsync("/api/docs");

        await visitor.ShouldBeFineAsync("81-api-reference");
    }

    [Test]
    public async Task All_of_it_can_be_read_without_scripts()
    {
        await using var visitor = await Visitor.ArriveAsync("en", withScripts: false);
        await visitor.OpenAsync("/api/docs#interviewsAnswer");

        await Assertions.Expect(visitor.Page.Locator("#interviewsAnswer h3")).ToBeInViewportAsync();
        (await visitor.Page.Locator(".copy:visible").CountAsync()).ShouldBe(0);
        await visitor.Page.Locator("#interviewsState summary").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#interviewsState details pre")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Contents_are_beside_the_text_where_there_is_room_and_open_where_there_is_not()
    {
        await using var visitor = await Visitor.ArriveAsync("en");
        var beside = visitor.Page.Locator(".is-beside a[href='#interviewsAnswer']");
        var link = visitor.Page.Locator(".docs-menu a[href='#interviewsAnswer']");
        await visitor.Page.SetViewportSizeAsync(1280, 800);
        await visitor.OpenAsync("/api/docs");
        await Assertions.Expect(beside).ToBeVisibleAsync();
        await Assertions.Expect(link).ToBeHiddenAsync();

        await visitor.Page.SetViewportSizeAsync(390, 844);
        await Assertions.Expect(beside).ToBeHiddenAsync();
        await visitor.Page.Locator(".docs-menu > summary").ClickAsync();
        await link.ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("#interviewsAnswer h3")).ToBeInViewportAsync();
    }

    [Test]
    public async Task A_request_can_be_copied()
    {
        await using var visitor = await Visitor.ArriveAsync("en");
        await visitor.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visitor.OpenAsync("/api/docs");
        await visitor.Page.Locator("#interviewsStart .copy").ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("[data-copy-said]")).ToHaveTextAsync("Copied.");
        (await visitor.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldStartWith($"curl -X POST '{Site.Address}/api/session/start'");
    }
}
