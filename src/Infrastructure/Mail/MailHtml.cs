using System.Net;
using Markdig.Extensions.Alerts;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AgentBrain.Infrastructure.Mail;

/// <summary>
/// Writes a report as the HTML of a mail. Its looks stand at the elements themselves, since many mail programs drop style sheets; what a style
/// sheet adds, for those that keep it, are dark colours and tables that fit a telephone.
/// </summary>
internal static class MailHtml
{
    private const string Font = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;";
    private const string Ink = "color:#211c18;";
    private const string Soft = "color:#575049;";

    private const string Sheet =
        """
        :root{color-scheme:light dark;supported-color-schemes:light dark}
        @media (max-width:560px){
        .sheet{padding:24px 18px!important}
        table.facts thead{display:none!important}
        table.facts tr,table.facts td{display:block!important;width:auto!important}
        table.facts tr{padding:10px 0!important;border-bottom:1px solid #d0d5d1!important}
        table.facts td{padding:2px 0!important;border:0!important}
        }
        @media (prefers-color-scheme:dark){
        .page{background:#15110e!important}
        .sheet{background:#211b17!important;border-color:#e8682a #3d342d #3d342d!important}
        .ink{color:#f1ebe4!important}
        .soft{color:#bdb2a7!important}
        .line,table.facts tr{border-color:#4a4038!important}
        .link{color:#8fd0bb!important}
        .high{background:#3a1a1c!important;border-color:#f08a8f!important}
        .medium{background:#38241a!important;border-color:#f0a070!important}
        .low{background:#182a34!important;border-color:#86bfdd!important}
        }
        """;

    /// <summary>The whole document.</summary>
    /// <param name="document">The report.</param>
    /// <param name="language">Language of the report.</param>
    /// <param name="title">What the mail is about.</param>
    /// <param name="lead">What stands above the report.</param>
    /// <param name="closing">What stands below it, a paragraph each.</param>
    public static string Of(MarkdownDocument document, string language, string title, string lead, params IEnumerable<string> closing) =>
        $"""
        <!DOCTYPE html>
        <html lang="{Text(language)}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>{Text(title)}</title>
        <style>
        {Sheet}
        </style>
        </head>
        <body class="page" style="margin:0;padding:0;background:#eef1ef;{Font}">
        <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#eef1ef;">
        <tr><td align="center" style="padding:24px 12px;">
        <table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;">
        <tr><td class="sheet" style="padding:32px 36px;background:#ffffff;border:1px solid #d0d5d1;border-top:4px solid #e8682a;border-radius:12px;text-align:left;font-size:16px;line-height:1.55;{Font}{Ink}">
        <p class="soft" style="margin:0 0 24px;font-size:15px;{Soft}">{Text(lead)}</p>
        {Body(document)}
        </td></tr>
        <tr><td style="padding:20px 24px;font-size:13px;line-height:1.5;{Font}">
        {string.Join('\n', closing.Select(paragraph => $"<p class=\"soft\" style=\"margin:0 0 8px;{Soft}\">{Text(paragraph)}</p>"))}
        </td></tr>
        </table>
        </td></tr>
        </table>
        </body>
        </html>
        """;

    private static string Body(MarkdownDocument document)
    {
        foreach (var part in document.Descendants())
        {
            if (Look(part) is not var (look, style))
                continue;
            part.GetAttributes().AddClass(look);
            part.GetAttributes().AddProperty("style", style);
        }
        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        MailMarkdown.Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<AlertBlockRenderer>(new CalloutRenderer());
        renderer.Render(document);
        return html.ToString();
    }

    private static (string Look, string Style)? Look(MarkdownObject part) => part switch
    {
        HeadingBlock { Level: 1 } => ("ink", $"margin:0 0 16px;font-size:26px;line-height:1.25;{Ink}"),
        HeadingBlock { Level: 2 } => ("ink", $"margin:32px 0 12px;font-size:20px;line-height:1.3;{Ink}"),
        HeadingBlock => ("ink", $"margin:24px 0 8px;font-size:17px;line-height:1.35;{Ink}"),
        ParagraphBlock { Parent: AlertBlock } => ("ink", $"margin:0;{Ink}"),
        ParagraphBlock => ("ink", $"margin:0 0 14px;{Ink}"),
        ListBlock => ("ink", "margin:0 0 14px;padding-left:22px;"),
        ListItemBlock => ("ink", $"margin:0 0 6px;{Ink}"),
        AlertBlock => null,
        QuoteBlock => ("line", "margin:0 0 14px;padding:2px 0 2px 16px;border-left:4px solid #e8682a;"),
        Table => ("facts", "width:100%;margin:0 0 14px;border-collapse:collapse;font-size:15px;line-height:1.45;"),
        TableCell { Parent: TableRow { IsHeader: true } } => ("soft line", $"padding:0 12px 8px 0;border-bottom:2px solid #7b7a73;text-align:left;vertical-align:bottom;font-size:13px;font-weight:normal;{Soft}"),
        TableCell => ("ink line", $"padding:10px 12px 10px 0;border-bottom:1px solid #d0d5d1;text-align:left;vertical-align:top;{Ink}"),
        ThematicBreakBlock => ("line", "margin:28px 0 20px;border:0;border-top:1px solid #d0d5d1;"),
        LinkInline or AutolinkInline => ("link", "color:#1d4b40;"),
        _ => null,
    };

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Without a title: Markdig's own would be English, and the words inside say how grave it is.</summary>
    private sealed class CalloutRenderer : HtmlObjectRenderer<AlertBlock>
    {
        protected override void Write(HtmlRenderer renderer, AlertBlock obj)
        {
            var (look, edge, fill) = obj.Kind.ToString().ToUpperInvariant() switch
            {
                "CAUTION" => ("high", "#a5141f", "#fbecec"),
                "WARNING" or "IMPORTANT" => ("medium", "#b23f10", "#fdf0e7"),
                _ => ("low", "#1b5370", "#e1edf3"),
            };
            renderer.EnsureLine();
            renderer.WriteLine($"<div class=\"{look}\" style=\"margin:0 0 12px;padding:12px 16px;border-left:5px solid {edge};border-radius:6px;background:{fill};\">");
            renderer.WriteChildren(obj);
            renderer.WriteLine("</div>");
        }
    }
}
