using System.Globalization;
using System.Text;

namespace AgentBrain.Infrastructure.Understanding.Text;

/// <summary>Brings words to the form in which they are compared: lower case, Latin letters without diacritics, ё as е, no apostrophes.</summary>
internal static class Folding
{
    private const char FirstAccented = '\u00C0';
    private const char LastLatin = '\u024F';
    private const char FirstAdditional = '\u1E00';
    private const char LastAdditional = '\u1EFF';

    private static readonly char[] Accented = Table(FirstAccented, LastLatin);
    private static readonly char[] Additional = Table(FirstAdditional, LastAdditional);

    /// <summary>The folded form of a word of letters, combining marks and apostrophes.</summary>
    public static string Fold(ReadOnlySpan<char> word)
    {
        var plain = true;
        foreach (var character in word)
        {
            if (!char.IsAsciiLetterLower(character))
                plain = false;
        }
        if (plain)
            return word.ToString();

        var folded = new StringBuilder(word.Length);
        foreach (var character in Composed(word))
        {
            var lower = char.ToLowerInvariant(character);
            if (IsLetter(lower))
                folded.Append(Base(lower));
        }
        return folded.ToString();
    }

    /// <summary>Whether <paramref name="character"/> is a letter of words (ª and º are signs).</summary>
    public static bool IsLetter(char character) => char.IsLetter(character) && character is not ('ª' or 'º');

    /// <summary>Whether <paramref name="character"/> modifies the letter before it.</summary>
    public static bool IsMark(char character) =>
        character >= '\u0300' && CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark;

    // й may be written as и and a breve; composed, it stays the letter that it is, while é and ё lose their marks.
    private static string Composed(ReadOnlySpan<char> word)
    {
        var text = word.ToString();
        return word.ContainsAnyInRange('\u0300', '\u036F') ? text.Normalize(NormalizationForm.FormC) : text;
    }

    private static char Base(char lower) => lower switch
    {
        'ё' => 'е',
        >= FirstAccented and <= LastLatin => Accented[lower - FirstAccented],
        >= FirstAdditional and <= LastAdditional => Additional[lower - FirstAdditional],
        _ => lower,
    };

    private static char[] Table(char first, char last)
    {
        var table = new char[last - first + 1];
        for (var index = 0; index < table.Length; index++)
        {
            var letter = ((char)(first + index)).ToString().Normalize(NormalizationForm.FormD)[0];
            table[index] = letter switch
            {
                'ł' => 'l',
                'ø' => 'o',
                'đ' => 'd',
                _ => letter,
            };
        }
        return table;
    }
}
