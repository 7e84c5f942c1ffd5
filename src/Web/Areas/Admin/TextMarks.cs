using Microsoft.AspNetCore.Html;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>
/// Texts with marks of what went and what came; said, too, for those who do not see the marks. White space counts in a text, so that this is
/// written here and not in a page.
/// </summary>
public static class TextMarks
{
    /// <summary>The parts one after the other.</summary>
    public static IHtmlContent Of(params IEnumerable<TextPart> parts)
    {
        var content = new HtmlContentBuilder();
        foreach (var part in parts)
        {
            switch (part.Kind)
            {
                case TextPartKind.Removed:
                    content.AppendHtml("<del><span class=\"visually-hidden\" lang=\"en\">removed: </span>").Append(part.Text).AppendHtml("</del>");
                    break;
                case TextPartKind.Added:
                    content.AppendHtml("<ins><span class=\"visually-hidden\" lang=\"en\">new: </span>").Append(part.Text).AppendHtml("</ins>");
                    break;
                default:
                    content.Append(part.Text);
                    break;
            }
        }
        return content;
    }
}
