using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>Findings of the analyser as people read them.</summary>
/// <param name="Findings">The findings.</param>
/// <param name="Document">The brain that they are about.</param>
public sealed record FindingList(IReadOnlyList<Finding> Findings, BrainDocument Document)
{
    /// <summary>Whether the brain is the working copy, whose items have pages.</summary>
    public bool IsWorkingCopy { get; init; } = true;

    /// <summary>The page that shows them, if it is that of an item: its own name need not be said.</summary>
    public BrainAddress? Here { get; init; }

    /// <summary>Whether severity and code stand beside each; not where they head the list.</summary>
    public bool NamesKinds { get; init; } = true;

    /// <summary>The kind of a finding.</summary>
    public static FindingKind Kind(string code) => BrainAnalyser.Kinds.First(kind => kind.Code == code);

    /// <summary>How much findings matter, in a word: "2 errors", "1 hint".</summary>
    public static string Count(FindingSeverity severity, int count) => $"{count} {Word(severity)}{(count == 1 ? "" : "s")}";

    /// <summary>A severity in a word.</summary>
    public static string Word(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "hint",
    };

    /// <summary>The kind of tag that marks a severity.</summary>
    public static string Tag(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => "danger",
        FindingSeverity.Warning => "warning",
        _ => "info",
    };

    /// <summary>What a place is called: "Question Q_LOOK: text (English)".</summary>
    public string Place(BrainAddress at)
    {
        var item = at with { Member = null };
        var name = BrainLinks.HasItems(at.Section) ? $"{BrainLinks.Noun(at.Section)} {BrainLinks.Name(Document, item)}" : BrainLinks.Name(Document, item);
        var member = at.Member is null ? null : ItemComparison.Name(at.Section == BrainSection.Scoring ? BrainLinks.Weight(at.Member) : at.Member);
        if (member is null)
            return Capital(name);
        return Here is { } here && here.Section == at.Section && here.Id == at.Id ? member : $"{Capital(name)}: {char.ToLowerInvariant(member[0])}{member[1..]}";
    }

    /// <summary>When a rule, or the part of its condition that is named, is true, in words; null for what is no rule.</summary>
    public string? Condition(BrainAddress at) => Document.Find(at with { Member = null }) switch
    {
        RiskRuleDefinition rule => ConditionText.Of(PartOf(rule.RuleJson, at.Member), Document.Slots),
        SkipRuleDefinition rule => ConditionText.Of(rule, Document.Slots),
        _ => null,
    };

    /// <summary>The slots of a witness with what they say, both by the names that authors gave them.</summary>
    public static IEnumerable<(string Slot, string Value)> Witness(IReadOnlyDictionary<string, string> witness, BrainDocument document) => witness.Select(pair => (
        ConditionText.SlotName(pair.Key, document.Slots),
        string.Join(", ", pair.Value.Split(',', StringSplitOptions.TrimEntries).Select(value => ConditionText.OptionName(pair.Key, value, document.Slots)))));

    private static Condition PartOf(Condition whole, string? member) => ItemComparison.ConditionIndexes(member ?? "").Aggregate(whole, (part, index) => part switch
    {
        AllOf all when index < all.Parts.Count => all.Parts[index],
        AnyOf any when index < any.Parts.Count => any.Parts[index],
        _ => part,
    });

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
