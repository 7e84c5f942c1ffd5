using AgentBrain.Domain.Brain;
using static System.FormattableString;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>Where the items of a brain are edited: the one place that knows their addresses and what their sections are called.</summary>
public static class BrainLinks
{
    private const string Root = "/admin/brain";

    // The page shows nothing but weights, so that its fields go without the word.
    private const string Weights = "weights.";

    /// <summary>Sections whose items come in lists, by the names that their addresses have.</summary>
    public static IReadOnlyDictionary<string, BrainSection> Lists { get; } = new Dictionary<string, BrainSection>
    {
        ["slots"] = BrainSection.Slots,
        ["questions"] = BrainSection.Questions,
        ["risk-rules"] = BrainSection.RiskRules,
        ["skip-rules"] = BrainSection.SkipRules,
    };

    /// <summary>The page of a section.</summary>
    public static string To(BrainSection section) => $"{Root}/{Segment(section)}";

    /// <summary>The page of an item, with the field that a member has on it.</summary>
    public static string To(BrainAddress at)
    {
        var page = HasItems(at.Section) && at.Id is { } id ? $"{To(at.Section)}/{Uri.EscapeDataString(id)}" : To(at.Section);
        return FieldOf(at) is { Length: > 0 } field ? $"{page}#{field}" : page;
    }

    /// <summary>What the analyser says, or what it says by one code, with what that means.</summary>
    public static string ToCheck(string? code = null) => code is null ? $"{Root}/check" : $"{Root}/check?code={Uri.EscapeDataString(code)}";

    /// <summary>The page of a revision.</summary>
    public static string ToRevision(int number) => Invariant($"{Root}/history/{number}");

    /// <summary>The differences between two versions of the brain; null is the working copy.</summary>
    public static string ToComparison(int? from, int? to) => Invariant($"{Root}/compare?from={from}&to={to}");

    /// <summary>A version of the brain as a file; null is the working copy.</summary>
    public static string ToExport(int? revision = null) => revision is null ? $"{Root}/export" : Invariant($"{Root}/export?revision={revision}");

    /// <summary>What a version of the brain is called within a sentence; null is the working copy.</summary>
    public static string Version(int? revision) => revision is null ? "the working copy" : Invariant($"revision {revision}");

    /// <summary>The page that deletes an item.</summary>
    public static string ToDelete(BrainAddress at) => $"{To(at with { Member = null })}/delete";

    /// <summary>The page that begins a new item with what this one says.</summary>
    public static string ToDuplicate(BrainAddress at) => $"{To(at.Section)}/new?from={Uri.EscapeDataString(at.Id ?? "")}";

    /// <summary>Id of the field that shows a member, for example <c>options-soft_steam-label_ru</c>; both modes share a page, so theirs begin with the mode.</summary>
    public static string Field(string member) => member.Replace('.', '-');

    /// <summary>What one item of a section is called within a sentence.</summary>
    public static string Noun(BrainSection section) => section switch
    {
        BrainSection.Slots => "slot",
        BrainSection.Questions => "question",
        BrainSection.RiskRules => "risk rule",
        BrainSection.SkipRules => "skip rule",
        BrainSection.Scoring => "scoring",
        BrainSection.Modes => "interview mode",
        _ => "report",
    };

    /// <summary>What a section is called.</summary>
    public static string Title(BrainSection section) => section switch
    {
        BrainSection.Slots => "Slots",
        BrainSection.Questions => "Questions",
        BrainSection.RiskRules => "Risk rules",
        BrainSection.SkipRules => "Skip rules",
        BrainSection.Scoring => "Scoring",
        BrainSection.Modes => "Interview modes",
        _ => "Report",
    };

    /// <summary>So many items of a section: "1 question", "3 risk rules".</summary>
    public static string Count(BrainSection section, int count) => $"{count} {Noun(section)}{(count == 1 ? "" : "s")}";

    /// <summary>What an item is called, to be told from others: the label of a slot or the text of a question where there is one, else its id.</summary>
    public static string Name(BrainDocument document, BrainAddress at) => document.Find(at) switch
    {
        SlotDefinition slot when OptionOf(at) is { } key => slot.FindOption(key)?.Label.In(Languages.English) is { Length: > 0 } label ? label : key,
        SlotDefinition slot when slot.Label.In(Languages.English) is { Length: > 0 } label => label,
        QuestionDefinition question => question.Id,
        _ => at.Section switch
        {
            BrainSection.Scoring => "Scoring",
            BrainSection.Modes => at.Id == BrainItems.QuickMode ? "Quick interview" : "Precise interview",
            BrainSection.Report => "Report",
            _ => OptionOf(at) ?? at.Id ?? "",
        },
    };

    /// <summary>Key of the option that an address is about; null when it is about none.</summary>
    public static string? OptionOf(BrainAddress at) =>
        at is { Section: BrainSection.Slots, Member: { } member } && member.Split('.') is ["options", var key, ..] ? key : null;

    /// <summary>Whether a section has items, each with a page of its own.</summary>
    public static bool HasItems(BrainSection section) => Lists.Values.Contains(section);

    /// <summary>The name of a weight without what all weights begin with.</summary>
    public static string Weight(string member) => member.StartsWith(Weights, StringComparison.Ordinal) ? member[Weights.Length..] : member;

    private static string FieldOf(BrainAddress at) =>
        at switch
        {
            { Section: BrainSection.Modes, Id: { } mode } => Field(at.Member is null ? mode : $"{mode}.{at.Member}"),
            { Section: BrainSection.Scoring, Member: { } member } => Field(Weight(member)),
            // The parts of a condition stand together, each with its number.
            { Section: BrainSection.RiskRules, Member: { } member } => Field(member.Split('.')[0]),
            _ => Field(at.Member ?? ""),
        };

    private static string Segment(BrainSection section) => section switch
    {
        BrainSection.Slots => "slots",
        BrainSection.Questions => "questions",
        BrainSection.RiskRules => "risk-rules",
        BrainSection.SkipRules => "skip-rules",
        BrainSection.Scoring => "scoring",
        BrainSection.Modes => "modes",
        _ => "report",
    };
}
