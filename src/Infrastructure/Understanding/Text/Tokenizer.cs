namespace AgentBrain.Infrastructure.Understanding.Text;

/// <summary>Cuts a text into tokens in one pass. Takes any text: what is neither word, number nor known sign is left out.</summary>
internal static class Tokenizer
{
    /// <summary>The tokens of <paramref name="text"/> in their order.</summary>
    public static List<Token> Tokenize(string text)
    {
        var tokens = new List<Token>();
        var index = 0;
        while (index < text.Length)
        {
            var end = index + 1;
            if (Folding.IsLetter(text[index]))
            {
                end = EndOfWord(text, index);
                tokens.Add(new Token(TokenKind.Word, Folded(text.AsSpan(index, end - index)), index, end - index));
            }
            else if (char.IsAsciiDigit(text[index]))
            {
                while (end < text.Length && char.IsAsciiDigit(text[end]))
                    end++;
                tokens.Add(new Token(TokenKind.Number, text[index..end], index, end - index));
            }
            else if (Sign(text, index) is var (kind, sign))
            {
                tokens.Add(new Token(kind, sign, index, 1));
            }
            index = end;
        }
        return tokens;
    }

    // "We'll" is not "well".
    private static string Folded(ReadOnlySpan<char> word)
    {
        var folded = Folding.Fold(word);
        return word.Length >= 4 && IsApostrophe(word[^3]) && folded.EndsWith("ll", StringComparison.Ordinal) ? folded[..^2] + "'ll" : folded;
    }

    private static int EndOfWord(string text, int index)
    {
        while (++index < text.Length)
        {
            var character = text[index];
            var goesOn = Folding.IsLetter(character)
                || Folding.IsMark(character)
                || (IsApostrophe(character) && index + 1 < text.Length && Folding.IsLetter(text[index + 1]));
            if (!goesOn)
                break;
        }
        return index;
    }

    private static bool IsApostrophe(char character) => character is '\'' or '’' or 'ʼ' or '`' or '´';

    private static (TokenKind Kind, string Text)? Sign(string text, int index) => text[index] switch
    {
        '.' or ',' when IsBetweenDigits(text, index) => (TokenKind.Symbol, text[index] == '.' ? "." : ","),
        ',' => (TokenKind.Break, ","),
        '.' or '!' or ';' or '…' => (TokenKind.Break, "."),
        '?' => (TokenKind.Break, "?"),
        ':' => (TokenKind.Break, ":"),
        '\n' or '\r' or '\u2028' or '\u2029' => (TokenKind.Break, "\n"),
        '(' or ')' or '[' or ']' or '{' or '}' => (TokenKind.Break, "("),
        '-' or '–' or '—' or '−' or '‐' or '‑' or '‒' => Dash(text, index),
        '°' or 'º' or '˚' => (TokenKind.Symbol, "°"),
        '℃' => (TokenKind.Symbol, "℃"),
        '²' => (TokenKind.Symbol, "²"),
        '€' => (TokenKind.Symbol, "€"),
        '$' => (TokenKind.Symbol, "$"),
        '£' => (TokenKind.Symbol, "£"),
        '%' => (TokenKind.Symbol, "%"),
        '+' => (TokenKind.Symbol, "+"),
        '&' => (TokenKind.Symbol, "&"),
        '/' => (TokenKind.Symbol, "/"),
        '×' or '*' => (TokenKind.Symbol, "*"),
        _ => null,
    };

    private static bool IsBetweenDigits(string text, int index) =>
        index > 0 && index + 1 < text.Length && char.IsAsciiDigit(text[index - 1]) && char.IsAsciiDigit(text[index + 1]);

    // wood-fired is two words, 4-6 a range, and a dash with spaces around it ends a clause.
    private static (TokenKind Kind, string Text)? Dash(string text, int index)
    {
        var before = index > 0 ? text[index - 1] : ' ';
        var after = index + 1 < text.Length ? text[index + 1] : ' ';
        var isTight = !char.IsWhiteSpace(before) && !char.IsWhiteSpace(after);
        if (!isTight)
            return (TokenKind.Break, "-");
        return Folding.IsLetter(before) && Folding.IsLetter(after) ? null : (TokenKind.Symbol, "-");
    }
}
