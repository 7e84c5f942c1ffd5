using System.Globalization;
using System.Text.RegularExpressions;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Application.Privacy;

/// <summary>For how many days data are kept, as consent texts name it.</summary>
public interface IKeptDays
{
    /// <summary>The periods in force in days by the names of <see cref="ConsentPeriods.Names"/>; those without a limit are left out.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyDictionary<string, int>> DaysAsync(CancellationToken cancellationToken);
}

/// <summary>Fills the periods of retention into consent texts when they are published: <c>{answers_days}</c> becomes a number, and stays it.</summary>
public static partial class ConsentPeriods
{
    /// <summary>What can be named.</summary>
    public static IReadOnlyList<string> Names { get; } = ["contact_days", "answers_days", "unfinished_days", "audio_days", "mail_days"];

    /// <summary>The periods where nobody has set others.</summary>
    public static IReadOnlyDictionary<string, int> Defaults { get; } = new Dictionary<string, int>
    {
        ["contact_days"] = 365,
        ["answers_days"] = 730,
        ["unfinished_days"] = 90,
        ["audio_days"] = 30,
        ["mail_days"] = 90,
    };

    /// <summary>A text in all languages with the periods filled in.</summary>
    /// <param name="source">The text.</param>
    /// <param name="days">The periods by their names.</param>
    public static LocalizedText Fill(LocalizedText source, IReadOnlyDictionary<string, int> days) =>
        new(Fill(source.Lt, days), Fill(source.En, days), Fill(source.Ru, days));

    /// <summary>The names in a text that <paramref name="days"/> does not have.</summary>
    /// <param name="source">The text.</param>
    /// <param name="days">The periods by their names.</param>
    public static IEnumerable<string> Missing(string? source, IReadOnlyDictionary<string, int> days) =>
        Name().Matches(source ?? "").Select(match => match.Groups[1].Value).Where(name => !days.ContainsKey(name)).Distinct();

    private static string? Fill(string? source, IReadOnlyDictionary<string, int> days) => source is null ? null : Name().Replace(source, match =>
        days.TryGetValue(match.Groups[1].Value, out var number) ? number.ToString(CultureInfo.InvariantCulture) : match.Value);

    [GeneratedRegex(@"\{([a-z_]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
