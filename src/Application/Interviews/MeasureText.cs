using System.Globalization;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Application.Interviews;

/// <summary>Puts canonical measures ("4-6 people", "20000 EUR", "2027-05") into a language's way of writing them.</summary>
internal static class MeasureText
{
    private const string MonthFormat = "yyyy-MM";
    private const char NoBreakSpace = '\u00A0';

    public static string Localize(string measure, MeasureUnit? unit, string language)
    {
        if (unit == MeasureUnit.Month)
            return Month(measure, language);
        var number = WithoutUnit(measure);
        if (unit is null || number.Length == measure.Length)
            return measure;
        var amount = Amount(number, language);
        return unit switch
        {
            MeasureUnit.People => People(number, amount, language),
            MeasureUnit.Euro => language == Languages.English ? $"€{amount}" : $"{amount}{NoBreakSpace}€",
            _ => $"{amount}{NoBreakSpace}{measure[(number.Length + 1)..]}",
        };
    }

    /// <summary>The number or range alone, as one would type it.</summary>
    public static string WithoutUnit(string measure) => measure.Split(' ')[0];

    private static string Amount(string number, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return string.Join('–', number.Split('-').Select(end =>
            decimal.TryParse(end, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value.ToString("#,##0.##", culture) : end));
    }

    private static string People(string number, string amount, string language) => language switch
    {
        Languages.Lithuanian => $"{amount}{NoBreakSpace}žm.",
        Languages.Russian => $"{amount}{NoBreakSpace}чел.",
        _ => number == "1" ? "1 person" : $"{amount} people",
    };

    private static string Month(string month, string language)
    {
        if (!DateTime.TryParseExact(month, MonthFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
            return month;
        var name = first.ToString("MMMM", CultureInfo.GetCultureInfo(language));
        return language switch
        {
            Languages.Lithuanian => $"{first.Year} m. {name}",
            Languages.Russian => $"{name} {first.Year} г.",
            _ => $"{name} {first.Year}",
        };
    }
}
