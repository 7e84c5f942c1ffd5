using System.Globalization;
using AgentBrain.Infrastructure.Understanding.Text;

namespace AgentBrain.Infrastructure.Understanding.Measures;

/// <summary>Reads calendar months: "2027-05", "05/2027", "May 2027", "2027 m. gegužę". A month without a year is none.</summary>
internal static class MonthReader
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    /// <summary>The month that begins at <paramref name="token"/>, or null.</summary>
    public static NamedMonth? Read(AnnotatedAnswer answer, int token)
    {
        if (YearAt(answer, token) is { } year)
            return AfterYear(answer, token, year);
        if (NumberAt(answer, token) is { } number)
            return InFigures(answer, token, number);
        return answer.Find(answer.Rules.Months, token) is { } name ? AfterName(answer, token, name) : null;
    }

    private static NamedMonth? AfterYear(AnnotatedAnswer answer, int token, int year)
    {
        var next = token + 1;
        if (IsSeparator(answer, next) && MonthNumberAt(answer, next + 1) is { } month)
        {
            var end = IsSeparator(answer, next + 1 + 1) && NumberAt(answer, next + 3) is >= 1 and <= 31 ? next + 4 : next + 2;
            return new NamedMonth(year, month, token, end);
        }
        if (next < answer.Tokens.Count && answer.Tokens[next].IsSymbol("-"))
            next++;
        if (answer.Find(answer.Rules.YearWords, next) is { } word)
            next = word.End;
        return answer.Find(answer.Rules.Months, next) is { } name ? new NamedMonth(year, name.Values[0], token, name.End) : null;
    }

    // 05/2027 or 15.05.2027
    private static NamedMonth? InFigures(AnnotatedAnswer answer, int token, int number)
    {
        if (!IsSeparator(answer, token + 1))
            return null;
        if (YearAt(answer, token + 2) is { } year)
            return number is >= 1 and <= 12 ? new NamedMonth(year, number, token, token + 3) : null;
        return number is >= 1 and <= 31 && MonthNumberAt(answer, token + 2) is { } month && IsSeparator(answer, token + 3) && YearAt(answer, token + 4) is { } later
            ? new NamedMonth(later, month, token, token + 5)
            : null;
    }

    private static NamedMonth? AfterName(AnnotatedAnswer answer, int token, PhraseMatch<int> name)
    {
        var next = name.End;
        if (next < answer.Tokens.Count && (answer.Tokens[next].IsBreak(",") || answer.Find(answer.Rules.YearWords, next) is { } word && word.End == next + 1))
            next++;
        return YearAt(answer, next) is { } year ? new NamedMonth(year, name.Values[0], token, next + 1) : null;
    }

    private static bool IsSeparator(AnnotatedAnswer answer, int token) =>
        token < answer.Tokens.Count && answer.Tokens[token] is { Kind: TokenKind.Symbol, Text: "-" or "." or "/" };

    private static int? YearAt(AnnotatedAnswer answer, int token) => NumberAt(answer, token) is { } year and >= FirstYear and <= LastYear ? year : null;

    private static int? MonthNumberAt(AnnotatedAnswer answer, int token) => NumberAt(answer, token) is { } month and >= 1 and <= 12 ? month : null;

    private static int? NumberAt(AnnotatedAnswer answer, int token) =>
        token < answer.Tokens.Count && answer.Tokens[token] is { Kind: TokenKind.Number, Length: <= 4 } number
            ? int.Parse(number.Text, CultureInfo.InvariantCulture)
            : null;
}
