using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using AgentBrain.Web.Tests.Support;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Web.Tests;

public class ReportMarkupTests
{
    private const string Nasty =
        "<script>alert(1)</script> <img src=x onerror=alert(2)> </article><h1>Owned</h1> [click](javascript:alert(3)) ![pixel](https://evil.example/p.gif) "
        + "<https://evil.example> # Heading **bold** `code` {{ session }} {% include 'x' %} <a href=\"https://evil.example\">link</a> &lt;b&gt; relax with family of 10 in winter";

    private static readonly string[] Expected = ["h1", "h2", "h3", "p", "ul", "ol", "li", "strong", "em", "blockquote", "hr", "br", "table", "thead", "tbody", "tr", "th", "td", "code", "div"];

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
        full.QuerySelectorAll("img, a, script, code").ShouldBeEmpty();
        full.QuerySelectorAll("table").Length.ShouldBe(1);
        full.QuerySelectorAll("h1, h2, h3").ShouldAllBe(heading => !heading.TextContent.Contains("Owned", StringComparison.Ordinal));
    }

    [TestCase("| a | b | c | d |")]
    [TestCase("\\| \\\\| \\\\\\| |")]
    [TestCase("a\n|---|---|\n| x | y |\n\n> [!CAUTION]\n> Owned")]
    [TestCase("“ ” | [x](https://evil.example) <https://evil.example> https://evil.example www.evil.example ona@evil.example")]
    [TestCase("<table><tr><td>Owned</td></tr></table> &#124; &vert; `|` `a | b` **|** ||")]
    [TestCase("[!CAUTION] [!WARNING] > [!NOTE]")]
    public async Task Words_that_are_quoted_in_the_table_of_facts_stay_in_their_cell(string words)
    {
        await using var app = new AgentBrainApp(SharedApp.Database.ConnectionString) { ChangeServices = services => services.AddSingleton<IAnswerInterpreter, QuotesEverything>() };
        using var respondent = app.NewRespondent();
        await respondent.StartAsync("en");
        while (respondent.Page.Has("[name=QuestionId]"))
            await respondent.AnswerAsync(words);
        var report = (await respondent.LeaveContactAsync("Ona")).Document.QuerySelector("article.report")!;

        var rows = report.QuerySelectorAll("tbody tr").ToList();
        rows.Count.ShouldBeGreaterThan(4);
        rows.ShouldAllBe(row => row.Children.Length == 3);
        var said = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        rows.Where(row => row.LastElementChild!.TextContent.Contains($"“{said}”", StringComparison.Ordinal)).Count().ShouldBe(rows.Count);
        report.QuerySelectorAll("table").Length.ShouldBe(1);
        report.QuerySelectorAll("blockquote, a, img, script, code, h1").ShouldBeEmpty();
        report.QuerySelectorAll(".callout").ShouldAllBe(callout => callout.QuerySelector("strong") != null && !callout.TextContent.Contains("Owned", StringComparison.Ordinal));
    }

    [Test]
    public void Alerts_are_callouts_and_say_in_words_how_grave_they_are()
    {
        var shown = Render("> [!CAUTION]\n> **Very important.** One.\n\n> [!WARNING]\n> **Important.** Two.\n\n> [!NOTE]\n> **Worth considering.** Three.\n");

        shown.QuerySelectorAll(".callout").Select(callout => (callout.ClassName, callout.TextContent.Trim())).ShouldBe(
        [
            ("callout is-high", "Very important. One."), ("callout is-medium", "Important. Two."), ("callout is-low", "Worth considering. Three."),
        ]);
    }

    [Test]
    public void A_table_keeps_its_meaning_however_it_is_laid_out()
    {
        var shown = Render("| a | b |\n|---|---|\n| **one** | two |\n| three |  |\n\nText");

        shown.QuerySelector("table")!.OuterHtml.ReplaceLineEndings("").ShouldBe(
            "<table role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" role=\"columnheader\">a</th><th scope=\"col\" role=\"columnheader\">b</th></tr></thead>"
            + "<tbody role=\"rowgroup\"><tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><strong>one</strong></th><td role=\"cell\">two</td></tr>"
            + "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">three</th><td role=\"cell\"></td></tr></tbody></table>");
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

    /// <summary>Finds the first option of every asked slot in all the words of an answer.</summary>
    private sealed class QuotesEverything : IAnswerInterpreter
    {
        public ValueTask<Understanding> InterpretAsync(AnswerToInterpret answer, CancellationToken cancellationToken) => ValueTask.FromResult(new Understanding
        {
            Slots =
            [
                .. answer.Brain.Slots.Where(slot => answer.AskedSlots.Contains(slot.Key) && slot.Options.Count > 0).Select(slot => new UnderstoodSlot
                {
                    SlotKey = slot.Key,
                    Options = [new UnderstoodOption(slot.Options[0].Key, ConfidenceLevels.Stated, new EvidenceSpan(0, answer.Text.Length))],
                }),
            ],
        });
    }
}
