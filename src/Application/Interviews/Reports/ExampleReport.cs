using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Application.Interviews.Reports;

/// <summary>Reports of interviews that nobody gave, to try templates with.</summary>
internal static class ExampleReport
{
    private const int Facts = 4;
    private const int Findings = 2;
    private const int Gaps = 4;
    private const string Reference = "7F3A-09BC";

    /// <summary>A report in which everything occurs that may.</summary>
    public static ReportModel Everything { get; } = new()
    {
        Reference = Reference,
        Date = "2027-03-01",
        Name = "Ona",
        EndedEarly = false,
        Facts =
        [
            new ReportFact("one", "One", Sure: true, [new ReportPart("A part", "my words"), new ReportPart("Another", "")]),
            new ReportFact("two", "Two", Sure: false, [new ReportPart("A part", "")], SetByHand: true),
        ],
        Findings = [new ReportFlag("HIGH", "high", "High.", ""), new ReportFlag("MEDIUM", "medium", "Medium.", ""), new ReportFlag("LOW", "low", "Low.", "")],
        ToClarify = [new ReportFlag("MAYBE", "medium", "Maybe.", "Three")],
        NotEstablished = [new ReportGap("Three", Required: true, Declined: false), new ReportGap("Four", Required: false, Declined: true)],
        Footer = "The footer.",
    };

    /// <summary>A report in which nothing occurs that need not.</summary>
    public static ReportModel Nothing { get; } = Everything with
    {
        Name = "",
        EndedEarly = true,
        Facts = [],
        Findings = [],
        ToClarify = [],
        NotEstablished = [],
        Footer = "",
    };

    /// <summary>A report as an interview under <paramref name="document"/> might bring it: first slots known, gravest risks found, the rest open.</summary>
    /// <param name="document">The brain.</param>
    /// <param name="language">See <see cref="Languages"/>.</param>
    /// <param name="footer">The footer in that language.</param>
    /// <param name="day">The day of the report.</param>
    public static ReportModel Of(BrainDocument document, string language, string footer, DateTimeOffset day)
    {
        var known = document.Slots.Where(slot => slot.Options.Count > 0).Take(Facts).ToList();
        var risks = document.RiskRules.Where(rule => rule.Enabled && rule.Note.In(language).Length > 0).OrderBy(rule => rule.Severity switch
        {
            "high" => 0,
            "medium" => 1,
            _ => 2,
        }).ToList();
        return new ReportModel
        {
            Reference = Reference,
            Date = DateText.Day(day, language),
            Name = "Ona",
            EndedEarly = false,
            Facts = [.. known.Select((slot, index) => FactOf(slot, index, language))],
            Findings = [.. risks.Take(Findings).Select(rule => FlagOf(rule, ""))],
            ToClarify = [.. risks.Skip(Findings).Take(1).Select(rule => FlagOf(rule, Label(rule.RuleJson.Leaves.Select(leaf => leaf.Slot).FirstOrDefault())))],
            NotEstablished =
            [
                .. document.Slots.Except(known).OrderByDescending(slot => slot.IsRequired).Take(Gaps)
                    .Select((slot, index) => new ReportGap(MarkdownText.Escape(slot.Label.In(language)), slot.IsRequired, Declined: index == 1)),
            ],
            Footer = footer,
        };

        ReportFlag FlagOf(RiskRuleDefinition rule, string missing) => new(rule.Code, rule.Severity, MarkdownText.Escape(rule.Note.In(language)), missing);

        string Label(string? key) => MarkdownText.Escape(document.Slots.FirstOrDefault(slot => slot.Key == key)?.Label.In(language) ?? key ?? "");
    }

    // The second fact is only hinted at and the third set by hand, so that a template shows how it tells them apart.
    private static ReportFact FactOf(SlotDefinition slot, int index, string language)
    {
        var setByHand = index == 2;
        return new ReportFact(
            slot.Key,
            MarkdownText.Escape(slot.Label.In(language)),
            Sure: index != 1,
            [
                .. slot.Options.Take(index == 0 ? 2 : 1).Select(option => new ReportPart(
                    MarkdownText.Escape(option.Label.In(language)),
                    setByHand ? "" : MarkdownText.Escape(option.Label.In(language).ToLowerInvariant()))),
            ],
            setByHand);
    }
}
