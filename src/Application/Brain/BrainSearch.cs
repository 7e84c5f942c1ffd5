using AgentBrain.Domain.Brain;

namespace AgentBrain.Application.Brain;

/// <summary>What lists of the working copy have in common. The whole of it is in memory, so nothing here concerns the database.</summary>
internal static class BrainSearch
{
    /// <summary>Whether every word of <paramref name="search"/> is part of some of <paramref name="texts"/>, whatever its case.</summary>
    public static bool Finds(string? search, IEnumerable<string?> texts)
    {
        var words = (search ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return true;
        var all = texts.ToList();
        return words.All(word => all.Exists(text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true));
    }

    /// <summary>The languages in which some of an item's texts is missing, although it is written in another.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<BrainText> texts)
    {
        var written = texts.Where(text => Languages.All.Any(language => !string.IsNullOrWhiteSpace(text.Text.Exactly(language)))).ToList();
        return [.. Languages.All.Where(language => written.Exists(text => string.IsNullOrWhiteSpace(text.Text.Exactly(language))))];
    }

    /// <summary>The languages in which some of an item's texts lags behind its source.</summary>
    public static IReadOnlyList<string> Stale(IEnumerable<BrainText> texts, IReadOnlyCollection<BrainAddress> stale)
    {
        var all = texts.ToList();
        return [.. Languages.All.Where(language => all.Exists(text => stale.Contains(text.At(language))))];
    }

    /// <summary>The number of an option's terms of all kinds in all languages.</summary>
    public static int CountTerms(SlotOption option) =>
        new[] { option.Synonyms, option.WhenAsked, option.WhenDenied }.Sum(terms => Languages.All.Sum(language => terms.In(language).Count));
}
