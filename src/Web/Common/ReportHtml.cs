using Markdig;
using Markdig.Extensions.Alerts;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace AgentBrain.Web.Common;

/// <summary>
/// Shows the Markdown of a report as HTML: its headings below the page's own, its alerts as callouts, its tables so that they can be stacked
/// on narrow screens. Raw HTML in it is shown as text, and links lead only to the web and to mail.
/// </summary>
public static class ReportHtml
{
    private const int LowestHeading = 6;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAlertBlocks().DisableHtml().Build();

    public static IHtmlContent Render(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
            heading.Level = Math.Min(heading.Level + 1, LowestHeading);
        foreach (var link in document.Descendants<LinkInline>())
        {
            if (link.IsImage || !IsSafe(link.Url))
                link.Url = "#";
        }
        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            if (!link.IsEmail && !IsSafe(link.Url))
                link.ReplaceBy(new LiteralInline(link.Url));
        }

        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<AlertBlockRenderer>(new CalloutRenderer());
        renderer.ObjectRenderers.Replace<HtmlTableRenderer>(new FactTableRenderer());
        renderer.Render(document);
        return new HtmlString(html.ToString());
    }

    private static bool IsSafe(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" or "mailto";

    /// <summary>Without a title: Markdig's own would be English, and the words inside say how grave it is.</summary>
    private sealed class CalloutRenderer : HtmlObjectRenderer<AlertBlock>
    {
        protected override void Write(HtmlRenderer renderer, AlertBlock obj)
        {
            var look = obj.Kind.ToString().ToUpperInvariant() switch
            {
                "CAUTION" => "is-high",
                "WARNING" or "IMPORTANT" => "is-medium",
                _ => "is-low",
            };
            renderer.EnsureLine();
            renderer.WriteLine($"<div class=\"callout {look}\">");
            renderer.WriteChildren(obj);
            renderer.WriteLine("</div>");
        }
    }

    /// <summary>The first cell of a row is its heading. Roles are written out, because browsers forget them once a table is laid out otherwise.</summary>
    private sealed class FactTableRenderer : HtmlObjectRenderer<Table>
    {
        protected override void Write(HtmlRenderer renderer, Table table)
        {
            renderer.EnsureLine();
            renderer.WriteLine("<table role=\"table\">");
            foreach (var row in table.OfType<TableRow>())
            {
                renderer.Write(row.IsHeader ? "<thead role=\"rowgroup\">" : ReferenceEquals(row, FirstBelowHeader(table)) ? "<tbody role=\"rowgroup\">" : "");
                renderer.Write("<tr role=\"row\">");
                foreach (var cell in row.OfType<TableCell>())
                    WriteCell(renderer, row, cell);
                renderer.Write("</tr>");
                renderer.WriteLine(row.IsHeader ? "</thead>" : ReferenceEquals(row, table[^1]) ? "</tbody>" : "");
            }
            renderer.WriteLine("</table>");
        }

        private static void WriteCell(HtmlRenderer renderer, TableRow row, TableCell cell)
        {
            var (open, close) = (row.IsHeader, First: ReferenceEquals(cell, row[0])) switch
            {
                (true, _) => ("<th scope=\"col\" role=\"columnheader\">", "</th>"),
                (_, true) => ("<th scope=\"row\" role=\"rowheader\">", "</th>"),
                _ => ("<td role=\"cell\">", "</td>"),
            };
            renderer.Write(open);
            var whole = renderer.ImplicitParagraph;
            renderer.ImplicitParagraph = true;
            renderer.WriteChildren(cell);
            renderer.ImplicitParagraph = whole;
            renderer.Write(close);
        }

        private static TableRow? FirstBelowHeader(Table table) => table.OfType<TableRow>().FirstOrDefault(row => !row.IsHeader);
    }
}
