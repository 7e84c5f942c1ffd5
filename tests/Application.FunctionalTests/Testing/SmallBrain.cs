using AgentBrain.Domain.Brain;

namespace AgentBrain.Application.FunctionalTests.Testing;

/// <summary>A brain about a fence, small enough to know by heart: three plain questions in a fixed order, and two risks.</summary>
internal static class SmallBrain
{
    public const string ColourQuestion = "Q_COLOUR";
    public const string SizeQuestion = "Q_SIZE";
    public const string ExtrasQuestion = "Q_EXTRAS";

    /// <summary>Raised and confirmed by a large red fence.</summary>
    public const string GaudyRisk = "RISK_GAUDY";

    /// <summary>Raised by a large fence of which no gate is known; confirmed when other extras are.</summary>
    public const string NoWayInRisk = "RISK_NO_WAY_IN";

    private const string Template =
        "{{ reference }} {{ date }} for {{ name }}\n\n"
        + "{% for fact in facts %}- {{ fact.label }}:{% for part in fact.parts %} {{ part.text }} \"{{ part.quote }}\"{% endfor %}\n{% endfor %}\n"
        + "Findings:{% for flag in findings %} {{ flag.note }}{% endfor %}\n\n"
        + "To clarify:{% for flag in to_clarify %} {{ flag.note }} ({{ flag.missing }}){% endfor %}\n\n"
        + "Open:{% for gap in not_established %} {{ gap.label }}{% if gap.declined %} (declined){% endif %}{% endfor %}\n\n"
        + "{{ footer }}";

    public static BrainDocument Document { get; } = new()
    {
        Slots =
        [
            new()
            {
                Key = "colour",
                LabelLt = "Spalva",
                LabelEn = "Colour",
                LabelRu = "Цвет",
                IsRequired = true,
                Options = [Option("red", "Red paint", ["red"]), Option("green", "Green paint", ["green"])],
            },
            new()
            {
                Key = "size",
                LabelLt = "Dydis",
                LabelEn = "Size",
                LabelRu = "Размер",
                Options =
                [
                    Option("large", "Large fence", ["large"]) with { Excludes = ["small"] },
                    Option("small", "Small fence", ["small"]),
                ],
            },
            new()
            {
                Key = "extras",
                LabelLt = "Priedai",
                LabelEn = "Extras",
                LabelRu = "Дополнения",
                Options = [Option("gate", "A gate", ["gate"]), Option("bell", "A bell", ["bell"])],
            },
        ],
        Questions =
        [
            Question(ColourQuestion, "Which colour?", 90, "colour"),
            Question(SizeQuestion, "What size?", 60, "size"),
            Question(ExtrasQuestion, "What else?", 30, "extras"),
        ],
        RiskRules =
        [
            new()
            {
                Id = GaudyRisk,
                Code = GaudyRisk,
                NoteTemplateEn = "That is a lot of red.",
                RuleJson = new AllOf([Contains("colour", "red"), Contains("size", "large")]),
            },
            new()
            {
                Id = NoWayInRisk,
                Code = NoWayInRisk,
                NoteTemplateEn = "Nobody can get in.",
                RuleJson = new AllOf([Contains("size", "large"), new SlotCondition("extras", ConditionOperator.NotContainsAny, ["gate"])]),
            },
        ],
        Modes = new() { Quick = new() { Limits = new() { MaxQuestions = 3, LowInfoStreakMax = 9 } } },
        Report = new() { Footer = new() { En = "The footer of the pack." }, Full = new() { En = "Full " + Template }, Summary = new() { En = "Summary " + Template } },
    };

    private static SlotOption Option(string key, string label, IReadOnlyList<string> synonyms) =>
        new() { Key = key, LabelLt = label, LabelEn = label, LabelRu = label, Synonyms = new() { Lt = synonyms, En = synonyms, Ru = synonyms } };

    private static QuestionDefinition Question(string id, string text, int priority, string slot) =>
        new() { Id = id, TextLt = text, TextEn = text, TextRu = text, BasePriority = priority, SlotCoverage = [slot] };

    private static SlotCondition Contains(string slot, string text) => new(slot, ConditionOperator.ContainsAny, [text]);
}
