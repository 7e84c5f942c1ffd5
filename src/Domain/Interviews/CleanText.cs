using System.Text;

namespace AgentBrain.Domain.Interviews;

/// <summary>Makes typed, pasted or dictated text fit to store: no control characters, no lone surrogates, no stray space around it.</summary>
public static class CleanText
{
    /// <summary>Cleans text of several lines; line ends become <c>\n</c>, tabs become spaces.</summary>
    public static string Lines(string? text) => Clean(text, keepLines: true);

    /// <summary>Cleans text of one line; line ends and tabs become spaces.</summary>
    public static string Line(string? text) => Clean(text, keepLines: false);

    private static string Clean(string? text, bool keepLines)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var clean = new StringBuilder(text.Length);
        // EnumerateRunes yields U+FFFD for a lone surrogate, which no text column could hold.
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\n')
                clean.Append(keepLines ? '\n' : ' ');
            else if (rune.Value == '\t')
                clean.Append(' ');
            else if (!Rune.IsControl(rune) && rune != Rune.ReplacementChar)
                clean.Append(rune);
        }
        return clean.ToString().Trim();
    }
}
