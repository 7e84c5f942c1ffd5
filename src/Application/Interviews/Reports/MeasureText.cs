using AgentBrain.Domain.Brain;

namespace AgentBrain.Application.Interviews.Reports;

/// <summary>Puts canonical measures into words of a language. Only people are counted in words; the other units are written alike everywhere.</summary>
internal static class MeasureText
{
    private const string PeopleSuffix = " people";

    public static string Localize(string measure, MeasureUnit? unit, string language)
    {
        if (unit != MeasureUnit.People || !measure.EndsWith(PeopleSuffix, StringComparison.Ordinal))
            return measure;
        var number = measure[..^PeopleSuffix.Length];
        return language switch
        {
            Languages.Lithuanian => $"{number} žm.",
            Languages.Russian => $"{number} чел.",
            _ => number == "1" ? "1 person" : measure,
        };
    }
}
