namespace AgentBrain.Domain.Brain.Analysis;

/// <summary>The brain under analysis, without nulls, and what was found in it.</summary>
internal sealed class Findings(BrainDocument brain)
{
    private readonly List<Finding> _found = [];

    public BrainDocument Brain { get; } = brain;

    /// <summary>Everything found, the gravest first, otherwise in the order of the parts of a brain.</summary>
    public IReadOnlyList<Finding> Ordered() => [.. _found.OrderBy(finding => finding.Severity).ThenBy(finding => finding.At.Section)];

    public void Add(
        FindingKind kind,
        BrainAddress at,
        string sentence,
        IReadOnlyList<BrainAddress>? involved = null,
        IReadOnlyDictionary<string, string>? witness = null) =>
        _found.Add(new Finding(kind.Code, kind.Severity, sentence, at) { Involved = involved ?? [], Witness = witness });

    /// <summary>Whether this was found at this item.</summary>
    public bool Has(FindingKind kind, BrainSection section, string id) =>
        _found.Exists(finding => finding.Code == kind.Code && finding.At.Section == section && finding.At.Id == id);
}

/// <summary>Short ways to write addresses and names.</summary>
internal static class Naming
{
    public static BrainAddress SlotAt(string key, string? member = null) => new(BrainSection.Slots, key, member);

    public static BrainAddress QuestionAt(string id, string? member = null) => new(BrainSection.Questions, id, member);

    public static BrainAddress RiskAt(string id, string? member = null) => new(BrainSection.RiskRules, id, member);

    public static BrainAddress SkipAt(string id, string? member = null) => new(BrainSection.SkipRules, id, member);

    public static BrainAddress QuickAt(string? member = null) => new(BrainSection.Modes, "quick", member);

    public static BrainAddress PreciseAt(string? member = null) => new(BrainSection.Modes, "precise", member);

    public static BrainAddress WeightAt(string member) => new(BrainSection.Scoring, null, $"weights.{member}");

    public static BrainAddress ReportAt(string member) => new(BrainSection.Report, null, member);

    /// <summary>"lt" in words.</summary>
    public static string LanguageName(string language) => language switch
    {
        Languages.Lithuanian => "Lithuanian",
        Languages.English => "English",
        Languages.Russian => "Russian",
        _ => language,
    };

    /// <summary>"a, b and c".</summary>
    public static string Joined(IEnumerable<string> names, string word = "and")
    {
        var all = names.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} {word} {all[^1]}";
    }

    /// <summary>Id and label of a slot: <c>stove_type (Stove)</c>.</summary>
    public static string Named(SlotDefinition slot) => Named(slot.Key, slot.Label);

    /// <summary>Key and label of an option.</summary>
    public static string Named(SlotOption option) => Named(option.Key, option.Label);

    /// <summary>The same in figures wherever it is read.</summary>
    public static string Figure(IFormattable number) => number.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A text in quotation marks.</summary>
    public static string Quoted(string text) => $"“{text}”";

    /// <summary>A text in each of the languages, null where it is not written.</summary>
    public static IEnumerable<(string Language, string? Text)> InLanguages(LocalizedText text) =>
        [(Languages.Lithuanian, text.Lt), (Languages.English, text.En), (Languages.Russian, text.Ru)];

    /// <summary>The languages in which a text is not written.</summary>
    public static IReadOnlyList<string> Unwritten(LocalizedText text) =>
        [.. InLanguages(text).Where(pair => string.IsNullOrWhiteSpace(pair.Text)).Select(pair => pair.Language)];

    private static string Named(string key, LocalizedText label)
    {
        var text = label.In(Languages.English);
        return text.Length == 0 || text == key ? key : $"{key} ({text})";
    }
}
