using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AgentBrain.Infrastructure.Mail;

/// <summary>Reads the Markdown of a report for a mail: raw HTML is text, pictures are their words, and links lead only to the web and to mail.</summary>
internal static class MailMarkdown
{
    public static MarkdownPipeline Pipeline { get; } = new MarkdownPipelineBuilder().UsePipeTables().UseAlertBlocks().DisableHtml().Build();

    public static MarkdownDocument Read(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (link.IsImage || !IsSafe(link.Url))
                link.ReplaceBy(new ContainerInline());
        }
        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            if (!link.IsEmail && !IsSafe(link.Url))
                link.ReplaceBy(new LiteralInline(link.Url));
        }
        return document;
    }

    private static bool IsSafe(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" or "mailto";
}
