using System.Net;
using System.Text.Json.Nodes;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests.Api;

/// <summary>The reference of the API for people.</summary>
public sealed class DocsPageTests
{
    private HtmlPage _page = null!;
    private JsonNode _document = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        using var reader = SharedApp.App.NewRespondent("lt");
        _page = await reader.OpenAsync("/api/docs");
        _document = JsonNode.Parse((await reader.GetAsync("/api/openapi/v1.json")).Body)!;
    }

    [Test]
    public void It_is_open_to_anybody_and_speaks_English()
    {
        _page.Status.ShouldBe(HttpStatusCode.OK);
        _page.Language.ShouldBe("en");
        _page.Title.ShouldBe("JSON API");
        _page.Document.QuerySelector(".docs-base code")!.TextContent.ShouldBe("https://agentbrain.test/api");
    }

    [Test]
    public void Every_call_of_the_document_has_its_place_with_all_that_is_known_of_it()
    {
        var calls = _document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (Line: $"{operation.Key.ToUpperInvariant()} {path.Key}", Operation: operation.Value!))).ToList();

        _page.Document.QuerySelectorAll(".call").Select(call => string.Join(' ', call.QuerySelector(".call-line")!.TextContent.Split(' ', '\n').Where(word => word.Trim().Length > 0)))
            .ShouldBe(calls.Select(call => call.Line), ignoreOrder: true);
        foreach (var (line, operation) in calls)
        {
            var shown = _page.Document.GetElementById(operation["operationId"]!.GetValue<string>()).ShouldNotBeNull(line);
            var text = shown.TextContent;
            text.ShouldContain(operation["summary"]!.GetValue<string>().TrimEnd('.'), Case.Sensitive, line);
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                text.ShouldContain(parameter!["name"]!.GetValue<string>(), Case.Sensitive, line);
            foreach (var role in operation["x-roles"]?.AsArray() ?? [])
                text.ShouldContain(role!.GetValue<string>(), Case.Sensitive, line);
            foreach (var (status, _) in operation["responses"]!.AsObject())
                text.ShouldContain(status, Case.Sensitive, line);
            if (operation["requestBody"]?["content"]?["application/json"]?["example"] is JsonObject example)
                example.Select(field => field.Key).Where(field => !text.Contains(field, StringComparison.Ordinal)).ShouldBeEmpty(line);
            shown.QuerySelector("pre")!.TextContent.ShouldStartWith("curl ", Case.Sensitive, line);
            (shown.QuerySelectorAll(".example").Length).ShouldBe(2, line);
        }
    }

    [Test]
    public void Every_link_on_the_page_leads_somewhere()
    {
        var targets = _page.Document.QuerySelectorAll("main a[href^='#']").Select(link => link.GetAttribute("href")![1..]).Distinct().ToList();

        targets.Where(target => _page.Document.GetElementById(target) is null).ShouldBeEmpty();
        targets.Count.ShouldBeGreaterThan(30);
        _page.Document.QuerySelectorAll("[id]").Select(element => element.Id).ShouldBeUnique();
    }

    [Test]
    public void Code_in_comments_is_shown_as_code() => _page.Document.QuerySelectorAll("dd, .call-text p, .record > p").Where(text => text.TextContent.Contains('`', StringComparison.Ordinal)).Select(text => text.TextContent).ShouldBeEmpty();
}
