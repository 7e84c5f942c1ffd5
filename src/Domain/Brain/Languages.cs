namespace AgentBrain.Domain.Brain;

/// <summary>The languages in which a brain is written and an interview is held (ISO 639-1 codes).</summary>
public static class Languages
{
    /// <summary>Lithuanian, the language of last resort: texts that lack a translation are shown in it.</summary>
    public const string Lithuanian = "lt";

    /// <summary>English.</summary>
    public const string English = "en";

    /// <summary>Russian.</summary>
    public const string Russian = "ru";

    /// <summary>All supported codes in the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } = [Lithuanian, English, Russian];

    /// <summary>Whether <paramref name="code"/> is one of <see cref="All"/>.</summary>
    public static bool IsSupported(string? code) => code is Lithuanian or English or Russian;
}

/// <summary>One text in up to three languages.</summary>
/// <param name="Lt">Lithuanian text.</param>
/// <param name="En">English text.</param>
/// <param name="Ru">Russian text.</param>
public readonly record struct LocalizedText(string? Lt, string? En, string? Ru)
{
    /// <summary>The text in <paramref name="language"/>, else in Lithuanian, else in English, else in Russian, else empty.</summary>
    public string In(string language)
    {
        var wanted = language switch
        {
            Languages.English => En,
            Languages.Russian => Ru,
            _ => Lt,
        };
        return FirstWritten(wanted, Lt, En, Ru);
    }

    private static string FirstWritten(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
                return text;
        }
        return "";
    }
}

/// <summary>Words or phrases in each language.</summary>
public sealed record LocalizedTerms
{
    /// <summary>Lithuanian terms.</summary>
    public IReadOnlyList<string> Lt { get; init; } = [];

    /// <summary>English terms.</summary>
    public IReadOnlyList<string> En { get; init; } = [];

    /// <summary>Russian terms.</summary>
    public IReadOnlyList<string> Ru { get; init; } = [];

    /// <summary>The terms in <paramref name="language"/>; empty for an unknown language.</summary>
    public IReadOnlyList<string> In(string language) => language switch
    {
        Languages.Lithuanian => Lt,
        Languages.English => En,
        Languages.Russian => Ru,
        _ => [],
    };
}
