using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace AgentBrain.Infrastructure.Mail;

/// <summary>Writes a report as plain text, for mail programs that show nothing else and for readers of screens.</summary>
internal static class MailText
{
    private const string Rule = "----------------------------------------";

    public static string Of(MarkdownDocument document)
    {
        var text = new StringBuilder();
        Write(document, text, "");
        return text.ToString().TrimEnd() + "\n";
    }

    private static void Write(ContainerBlock container, StringBuilder text, string indent)
    {
        foreach (var block in container)
        {
            switch (block)
            {
                case HeadingBlock heading:
                    var title = Words(heading.Inline);
                    Line(text, indent, heading.Level == 1 ? title.ToUpperInvariant() : title);
                    Line(text, indent, new string(heading.Level == 1 ? '=' : '-', Math.Min(title.Length, Rule.Length)));
                    break;
                case ParagraphBlock paragraph:
                    Line(text, indent, Words(paragraph.Inline));
                    break;
                case ListBlock list:
                    WriteList(list, text, indent);
                    break;
                case Table table:
                    WriteTable(table, text, indent);
                    break;
                case ThematicBreakBlock:
                    Line(text, indent, Rule);
                    break;
                case QuoteBlock quote:
                    Write(quote, text, indent + "  ");
                    continue;
                case ContainerBlock other:
                    Write(other, text, indent);
                    continue;
                case LeafBlock leaf:
                    Line(text, indent, leaf.Lines.ToString());
                    break;
            }
            text.Append('\n');
        }
    }

    private static void WriteList(ListBlock list, StringBuilder text, string indent)
    {
        var number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered ? $"{number++}. " : "- ";
            var inner = new StringBuilder();
            Write(item, inner, indent + new string(' ', mark.Length));
            // The mark stands in the indentation of the first line.
            text.Append(indent).Append(mark).Append(inner.ToString().Trim()).Append('\n');
        }
    }

    // A row becomes a paragraph: what, how it was understood, the words.
    private static void WriteTable(Table table, StringBuilder text, string indent)
    {
        foreach (var row in table.OfType<TableRow>().Where(row => !row.IsHeader))
        {
            var cells = row.OfType<TableCell>().Select(cell => string.Join(' ', cell.Descendants<LeafBlock>().Select(leaf => Words(leaf.Inline))).Trim()).ToList();
            Line(text, indent, cells.Count > 1 ? $"{cells[0]}: {cells[1]}" : string.Concat(cells));
            foreach (var more in cells.Skip(2).Where(cell => cell.Length > 0))
                Line(text, indent + "  ", more);
        }
    }

    private static void Line(StringBuilder text, string indent, string line) =>
        text.Append(indent).Append(line.ReplaceLineEndings("\n").Replace("\n", "\n" + indent, StringComparison.Ordinal)).Append('\n');

    private static string Words(ContainerInline? inlines)
    {
        var words = new StringBuilder();
        foreach (var inline in inlines ?? [])
        {
            words.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline { IsHard: true } => "\n",
                LineBreakInline => " ",
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                AutolinkInline link => link.Url,
                LinkInline link => Words(link) is var shown && shown == link.Url ? shown : $"{shown} ({link.Url})",
                ContainerInline container => Words(container),
                _ => "",
            });
        }
        return words.ToString();
    }
}
