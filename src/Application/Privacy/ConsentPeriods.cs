using System.Globalization;
using System.Text.RegularExpressions;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Privacy;

namespace AgentBrain.Application.Privacy;

/// <summary>For how many days data are kept, as consent texts name it.</summary>
public interface IKeptDays
{
    /// <summary>The periods in force in days by the names of <see cref="ConsentPeriods.Names"/>; those without a limit are left out.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyDictionary<string, int>> DaysAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Fills the periods of retention into consent texts when they are published: <c>{answers_days}</c> becomes a number, and stays it; <c>{answers_period}</c> becomes a
/// number of days in words, or says that it is kept until the respondent erases it where there is no limit.
/// </summary>
public static partial class ConsentPeriods
{
    private const string InDays = "_days";
    private const string InWords = "_period";

    /// <summary>What can be named as a number, where there is a limit.</summary>
    public static IReadOnlyList<string> Names => [.. Kinds.Select(kind => kind.Name)];

    internal static IReadOnlyList<(string Name, RetentionKind Kind)> Kinds { get; } =
    [
        ("contact_days", RetentionKind.ContactDetails),
        ("answers_days", RetentionKind.Answers),
        ("unfinished_days", RetentionKind.Unfinished),
        ("audio_days", RetentionKind.Audio),
        ("mail_days", RetentionKind.Mail),
    ];

    /// <summary>The name by which a period is named in words, whether there is a limit or not.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string NameInWords(string name) => name[..^InDays.Length] + InWords;

    /// <summary>A text in all languages with the periods filled in.</summary>
    /// <param name="source">The text.</param>
    /// <param name="days">The periods by their names; those without a limit are left out.</param>
    public static LocalizedText Fill(LocalizedText source, IReadOnlyDictionary<string, int> days) => new(
        Fill(source.Lt, days, number => number is null ? "kol patys ištrinsite" : $"{number} d."),
        Fill(source.En, days, number => number is null ? "until you erase it" : number == "1" ? "1 day" : $"{number} days"),
        Fill(source.Ru, days, number => number is null ? "пока вы сами не удалите" : $"{number} дн."));

    /// <summary>The names in a text that cannot be filled in with <paramref name="days"/>.</summary>
    /// <param name="source">The text.</param>
    /// <param name="days">The periods by their names.</param>
    public static IEnumerable<string> Missing(string? source, IReadOnlyDictionary<string, int> days) =>
        Name().Matches(source ?? "").Select(match => match.Groups[1].Value).Where(name => !days.ContainsKey(name) && !IsInWords(name)).Distinct();

    /// <summary>The periods that a text tells respondents: those in days, and null for what is kept until it is erased. The shortest, where its languages differ.</summary>
    /// <param name="consent">The text.</param>
    internal static IReadOnlyDictionary<RetentionKind, int?> Told(ConsentText consent)
    {
        var told = new Dictionary<RetentionKind, int?>();
        foreach (var (source, text) in new[] { (consent.SourceLt, consent.TextLt), (consent.SourceEn, consent.TextEn), (consent.SourceRu, consent.TextRu) })
        {
            foreach (var (name, kind) in Kinds)
            {
                foreach (var days in Filled(source, text, name).Concat(Filled(source, text, NameInWords(name))))
                    told[kind] = told.GetValueOrDefault(kind) is { } shortest && !(days < shortest) ? shortest : days;
            }
        }
        return told;
    }

    // What stands in the place of a name: the rest of the text is the source's.
    private static IEnumerable<int?> Filled(string source, string text, string name)
    {
        var parts = Name().Split(source);
        // Split gives what stands between the names at even places, and the names at odd ones.
        var pattern = string.Concat(parts.Select((part, place) => place % 2 == 0 ? Regex.Escape(part) : part == name ? @"(?<wanted>[^\n]+?)" : @"[^\n]+?"));
        return Regex.Match(text, $@"\A{pattern}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant).Groups["wanted"].Captures
            .Select(capture => int.TryParse(capture.Value.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : (int?)null);
    }

    private static bool IsInWords(string name) => Names.Any(known => NameInWords(known) == name);

    private static string? Fill(string? source, IReadOnlyDictionary<string, int> days, Func<string?, string> inWords) => source is null ? null : Name().Replace(source, match =>
    {
        var name = match.Groups[1].Value;
        if (!IsInWords(name))
            return Number(name) ?? match.Value;
        return inWords(Number(name[..^InWords.Length] + InDays));

        string? Number(string name) => days.TryGetValue(name, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null;
    });

    [GeneratedRegex(@"\{([a-z_]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
