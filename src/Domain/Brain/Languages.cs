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

    /// <summary>The language that <paramref name="code"/> most likely means (<c>EN</c>, <c>ru-RU</c>); Lithuanian where it means none of <see cref="All"/>.</summary>
    public static string Nearest(string? code) =>
        IsSupported(code) ? code! : All.FirstOrDefault(language => code?.TrimStart().StartsWith(language, StringComparison.OrdinalIgnoreCase) == true) ?? Lithuanian;
}
