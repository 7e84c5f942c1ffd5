using System.Text;

namespace AgentBrain.Application.Interviews.Reports;

/// <summary>Makes text safe to put into a Markdown document: it is shown as written and can start no structure, link or HTML.</summary>
internal static class MarkdownText
{
    // What starts code, emphasis, links, images, HTML, headings, table cells, strike-through and entities. Other marks keep the plain text readable.
    private const string Special = "\\`*_[]<>#!|~&";

    private const char NoBreakSpace = '\u00A0';

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsWhiteSpace(character) && character != NoBreakSpace)
            {
                // One line, one space: line breaks and indentation have a meaning of their own. A space that keeps a number with its unit has none.
                if (escaped.Length > 0 && escaped[^1] != ' ')
                    escaped.Append(' ');
                continue;
            }
            if (Matters(text, index, atStart: escaped.Length == 0))
                escaped.Append('\\');
            escaped.Append(character);
        }
        return escaped.ToString().TrimEnd();
    }

    private static bool Matters(string text, int index, bool atStart)
    {
        var character = text[index];
        // "1." starts a list at the start of a line; "www." may become a link.
        if (character == '.')
            return index > 0 && (char.IsAsciiDigit(text[index - 1]) || text.AsSpan(0, index).EndsWith("www", StringComparison.OrdinalIgnoreCase));
        // A list or a heading's underline at the start of a line.
        if (character is '-' or '+' or '=')
            return atStart;
        return Special.Contains(character, StringComparison.Ordinal);
    }
}
