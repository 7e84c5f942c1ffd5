using AgentBrain.Web.Common;
using AgentBrain.Web.Tests.Support;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AgentBrain.Web.Tests;

public class ReportMarkupTests
{
    private const string Nasty =
        "<script>alert(1)</script> <img src=x onerror=alert(2)> </article><h1>Owned</h1> [click](javascript:alert(3)) ![pixel](https://evil.example/p.gif) "
        + "<https://evil.example> # Heading **bold** `code` {{ session }} {% include 'x' %} <a href=\"https://evil.example\">link</a> &lt;b&gt; relax with family of 10 in winter";

    private static readonly string[] Expected = ["h1", "h2", "h3", "p", "ul", "ol", "li", "strong", "em", "blockquote", "hr", "br", "table", "thead", "tbody", "tr", "th", "td", "code"];

    [TestCase("lt")]
    [TestCase("en")]
    [TestCase("ru")]
    public async Task What_a_respondent_writes_stays_text_in_the_report(string language)
    {
        using var respondent = SharedApp.App.NewRespondent();
        await respondent.StartAsync(language);
        while (respondent.Page.Has("[name=QuestionId]"))
            await respondent.AnswerAsync("\n# Owned\n\n" + Nasty + "\n\n---\n\n1. one\n\n    code\n\n| a | b |\n|---|---|\n");

        const string name = "<script>alert(4)</script> <b>Ona</b> [x](javascript:alert(5)) *star* <https://evil.example>";
        var report = await respondent.LeaveContactAsync(name);

        report.Document.QuerySelectorAll("script").Length.ShouldBe(1);
        report.Document.QuerySelectorAll("h1").Length.ShouldBe(1);
        report.Document.QuerySelectorAll("article.report *").Select(element => element.LocalName).Except(Expected).ShouldBeEmpty();
        report.Document.QuerySelectorAll("article.report img, article.report a, article.report code").ShouldBeEmpty();
        report.Text(".lead").ShouldContain(name);
        report.Text("article.report").ShouldContain(name);
        report.Document.QuerySelectorAll("article.report :is(h1, h2, h3)").ShouldAllBe(heading => !heading.TextContent.Contains("Owned", StringComparison.Ordinal));

        var full = Render((await respondent.GetAsync(respondent.ReportPath + "/Download")).Body);
        full.Body!.TextContent.ShouldContain(name);
        full.Body.QuerySelectorAll("*").Select(element => element.LocalName).Except(Expected).ShouldBeEmpty();
        full.QuerySelectorAll("img, a, script, code, table").ShouldBeEmpty();
        full.QuerySelectorAll("h1, h2, h3").ShouldAllBe(heading => !heading.TextContent.Contains("Owned", StringComparison.Ordinal));
    }

    [TestCase("<script>alert(1)</script>")]
    [TestCase("<div onclick=\"alert(1)\">x</div>")]
    [TestCase("text <img src=x onerror=alert(1)> text")]
    [TestCase("<!-- comment -->")]
    [TestCase("<svg/onload=alert(1)>")]
    public void Raw_html_is_shown_as_text(string markdown)
    {
        var shown = Render(markdown);

        shown.All.Select(element => element.LocalName).Except(["html", "head", "body", "p"]).ShouldBeEmpty();
        shown.Body!.TextContent.Trim().ShouldBe(markdown);
    }

    [TestCase("[x](javascript:alert(1))")]
    [TestCase("[x](JaVaScRiPt:alert(1))")]
    [TestCase("[x](data:text/html,x)")]
    [TestCase("[x](vbscript:x)")]
    [TestCase("[x](&#106;avascript:alert(1))")]
    [TestCase("[x](//evil.example)")]
    [TestCase("[x]\n\n[x]: javascript:alert(1)")]
    [TestCase("<javascript:alert(1)>")]
    [TestCase("<data:text/html,x>")]
    public void A_link_leads_nowhere_but_to_the_web_and_to_mail(string markdown)
    {
        foreach (var link in Render(markdown).QuerySelectorAll("a"))
            link.GetAttribute("href").ShouldBe("#");
        Render(markdown).Body!.TextContent.ShouldNotBeNullOrWhiteSpace();
    }

    [Test]
    public void No_image_is_loaded_from_anywhere()
    {
        foreach (var image in Render("![x](https://evil.example/pixel.gif)\n\n![y](data:image/gif;base64,R0lGOD)").QuerySelectorAll("img"))
            image.GetAttribute("src").ShouldBe("#");
    }

    [Test]
    public void Good_links_work() =>
        Render("[web](https://example.com/a?b=c) [mail](mailto:ona@example.com)").QuerySelectorAll("a").Select(link => link.GetAttribute("href"))
            .ShouldBe(["https://example.com/a?b=c", "mailto:ona@example.com"]);

    private static IDocument Render(string markdown)
    {
        using var html = new StringWriter();
        ReportHtml.Render(markdown).WriteTo(html, System.Text.Encodings.Web.HtmlEncoder.Default);
        return new HtmlParser().ParseDocument(html.ToString());
    }
}
