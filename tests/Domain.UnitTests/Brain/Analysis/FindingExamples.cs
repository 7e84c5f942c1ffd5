using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using static AgentBrain.Domain.UnitTests.Brain.Analysis.GoodBrain;

namespace AgentBrain.Domain.UnitTests.Brain.Analysis;

/// <summary>For each code brains in which it is found, and others, as like them as can be, in which it is not.</summary>
internal static class FindingExamples
{
    private static readonly SlotCondition Rental = TestBrain.Contains("purpose", "rental");
    private static readonly SlotCondition NoRental = TestBrain.Lacks("purpose", "rental");
    private static readonly BrainAddress Translation = new(BrainSection.Questions, "Q_DRAIN", "text_en");

    /// <summary>The examples in no order.</summary>
    public static IReadOnlyList<FindingExample> All { get; } =
    [
        new("missing-id", Document.With(Question(" ", 30, "users")), Document.With(Question("Q_", 30, "users"))),
        new("missing-id", Document.Risk("RISK_DRAIN", rule => rule with { Code = "" }), Document),
        new("missing-id", Document.Option("purpose", "rental", option => option with { Key = "" }), Document),
        new("duplicate-id", Document.With(Question("Q_USERS", 30, "users")), Document.With(Question("Q_USERS_2", 30, "users"))),
        new("duplicate-id", Document.With(Slot("users", Option("other"))), Document),
        new("duplicate-id", Document.Option("purpose", "family", option => option with { Key = "rental" }), Document),
        new("duplicate-id", Document.With(Risk("RISK_2", Rental) with { Code = "RISK_DRAIN" }), Document.With(Risk("RISK_2", Rental))),
        new("duplicate-id", Document.With(TestBrain.Skip("SKIP_RENTAL", "users", "single", "Q_RENTAL")), Document.With(TestBrain.Skip("SKIP_SINGLE", "users", "single", "Q_RENTAL"))),
        new("too-long", Document.With(Question(new string('Q', 65), 30, "users")), Document.With(Question(new string('Q', 64), 30, "users"))),
        new("too-long", Document.Slot("users", slot => slot with { LabelRu = new string('x', 256) }), Document.Slot("users", slot => slot with { LabelRu = new string('x', 255) })),
        new("too-long", Document.Risk("RISK_DRAIN", rule => rule with { Code = new string('R', 65) }), Document.Risk("RISK_DRAIN", rule => rule with { Code = new string('R', 64) })),
        new("too-long", Document.Risk("RISK_DRAIN", rule => rule with { Severity = "as bad as can be." }), Document.Risk("RISK_DRAIN", rule => rule with { Severity = "as bad as can be" })),
        new("unusable-id", Document.With(Question("Q 1/2", 30, "users")), Document.With(Question("Q-1_2", 30, "users"))),
        new("unusable-id", Document.With(Question("New", 30, "users")), Document.With(Question("Newer", 30, "users"))),
        new("weight-range", Document with { Scoring = Document.Scoring with { Weights = Document.Scoring.Weights with { MissingSlot = 1000.1m } } }, Document with { Scoring = Document.Scoring with { Weights = Document.Scoring.Weights with { MissingSlot = 1000 } } }),
        new("weight-range", Document with { Scoring = Document.Scoring with { Weights = Document.Scoring.Weights with { AskedPenalty = -1e27m } } }, Document),
        new("priority-weight-range", Document.Slot("users", slot => slot with { PriorityWeight = 1.005m }), Document.Slot("users", slot => slot with { PriorityWeight = 1.010m })),
        new("unknown-slot", Document.Question("Q_USERS", question => question with { SlotCoverage = ["user"] }), Document),
        new("unknown-slot", Document.Rule(TestBrain.Contains("porpoise", "rental")), Document),
        new("unknown-slot", Document.Skip(rule => rule with { ConditionSlot = "porpoise" }), Document),
        new("unknown-slot", Document.Quick(policy => policy with { CriticalSlots = [TestBrain.Critical("porpoise")] }), Document),
        new("unknown-question", Document.Skip(rule => rule with { SkipQuestionIds = ["Q_RENTAL", "Q_RENTALS"] }), Document),
        new("unknown-risk", Document.Question("Q_USERS", question => question with { RiskCoverage = ["RISK_DRAINS"] }), Document.Question("Q_USERS", question => question with { RiskCoverage = ["RISK_DRAIN"] })),
        new("unknown-option", Document.Rule(TestBrain.Contains("purpose", "rentals")), Document.Rule(TestBrain.Contains("purpose", "RENTAL"))),
        new("unknown-option", Document.Rule(Is("purpose", "family, rental")), Document.Rule(Is("purpose", "rental, family"))),
        new("unknown-option", Document.Rule(TestBrain.Contains("purpose", "tal, bus, fam")), Document.Rule(TestBrain.Contains("purpose", "tal, bus"))),
        new("unknown-option", Document.Skip(rule => rule with { ConditionValues = ["families"] }), Document),
        new("unknown-option", Document.Rule(TestBrain.Contains("users", "6 persons")), Document.Rule(TestBrain.Contains("users", "6 people"))),
        new("unknown-operator", Document.Skip(rule => rule with { ConditionType = "matches" }), Document.Skip(rule => rule with { ConditionType = "equals_any" })),
        new("unknown-operator", Document.Rule(new SlotCondition("purpose", (ConditionOperator)9, ["rental"])), Document),
        new("excludes-unknown-option", Document.Option("drain", "sewer", option => option with { Excludes = ["none"] }), Document.Option("drain", "sewer", option => option with { Excludes = ["no_sewage"] })),
        new("excludes-itself", Document.Option("drain", "sewer", option => option with { Excludes = ["sewer"] }), Document),
        new("repeated-entry", Document.Question("Q_USERS", question => question with { SlotCoverage = ["users", "users"] }), Document.Question("Q_USERS", question => question with { SlotCoverage = ["users", "drain"] })),
        new("repeated-entry", Document.Skip(rule => rule with { SkipQuestionIds = ["Q_RENTAL", "Q_RENTAL"] }), Document),

        new("empty-condition", Document.Rule(new AllOf([Rental, new AnyOf([])])), Document.Rule(new AllOf([Rental]))),
        new("empty-values", Document.Rule(TestBrain.Contains("purpose")), Document),
        new("empty-values", Document.Skip(rule => rule with { ConditionValues = [] }), Document),
        new("blank-value", Document.Rule(TestBrain.Contains("purpose", "rental", "")), Document),
        new("partial-option", Document.Rule(TestBrain.Contains("purpose", "rent")), Document.Rule(TestBrain.Contains("purpose", "Rental"))),
        new("condition-too-deep", Document.Rule(Nested(30)), Document.Rule(Nested(29))),
        new("rule-always-true", Document.Rule(new AnyOf([Rental, NoRental])), Document.Rule(new AnyOf([Rental, TestBrain.Lacks("drain", "sewer")]))),
        new("rule-always-true", Document.Rule(IsNot("drain", "sewer, no_sewage")), Document.Rule(IsNot("drain", "sewer, septic_tank"))),
        new("rule-always-true", Document.Rule(new AnyOf([TestBrain.Lacks("drain", "no_sewage"), TestBrain.Lacks("drain", "sewer")])), Document.Rule(new AnyOf([TestBrain.Lacks("drain", "septic_tank"), TestBrain.Lacks("drain", "sewer")]))),
        new("rule-never-true", Document.Rule(Is("drain", "sewer, no_sewage")), Document.Rule(Is("drain", "sewer", "sewer, no_sewage"))),
        new("rule-never-true", Document.Skip(rule => rule with { ConditionSlot = "drain", ConditionType = "equals_any", ConditionValues = ["sewer, no_sewage"] }), Document),
        new("rule-contradictory", Document.Rule(new AllOf([TestBrain.Contains("drain", "no_sewage"), Rental, TestBrain.Contains("drain", "sewer")])), Document.Rule(new AllOf([TestBrain.Contains("drain", "septic_tank"), Rental, TestBrain.Contains("drain", "sewer")]))),
        new("rule-contradictory", Document.Rule(new AllOf([Is("purpose", "rental"), TestBrain.Contains("purpose", "family")])), Document.Rule(new AllOf([Is("purpose", "rental, family"), TestBrain.Contains("purpose", "family")]))),
        new("part-always-true", Document.Rule(new AllOf([Rental, new AnyOf([TestBrain.Contains("drain", "sewer"), TestBrain.Lacks("drain", "sewer")])])), Document),
        new("part-never-true", Document.Rule(new AnyOf([Rental, new AllOf([TestBrain.Contains("drain", "sewer"), TestBrain.Contains("drain", "no_sewage")])])), Document),
        new("duplicate-rule", Document.With(Risk("RISK_2", new AllOf([TestBrain.Lacks("drain", "septic_tank", "sewer"), TestBrain.Contains("purpose", "business", "rental")]))), Document.With(Risk("RISK_2", TestBrain.Lacks("drain", "sewer")))),
        new("duplicate-rule", Document.With(TestBrain.Skip("SKIP_2", "purpose", "Family", "Q_RENTAL")), Document.With(TestBrain.Skip("SKIP_2", "purpose", "Family", "Q_USERS"))),
        new(
            "subsumed-rule",
            Document.With(Skip("SKIP_2", "purpose", "equals_any", ["family"], "Q_RENTAL")),
            Document.With(Skip("SKIP_2", "purpose", "equals_any", ["family"], "Q_RENTAL", "Q_USERS"))),
        new("risk-within-risk", Document.With(Risk("RISK_2", new AllOf([Rental, TestBrain.Contains("drain", "no_sewage")]))), Document.With(Risk("RISK_2", new AllOf([Rental, TestBrain.Contains("users", "group")])))),
        new("skip-nothing", Document.Skip(rule => rule with { SkipQuestionIds = [] }), Document),
        new("skip-nothing", Document.Question("Q_RENTAL", question => question with { Enabled = false }), Document),
        new("unknown-severity", Document.Risk("RISK_DRAIN", rule => rule with { Severity = "High" }), Document.Risk("RISK_DRAIN", rule => rule with { Severity = "high" })),
        new("note-missing", Document.Risk("RISK_DRAIN", rule => rule with { NoteTemplate = null, NoteTemplateEn = " ", NoteTemplateRu = "" }), Document.Risk("RISK_DRAIN", rule => rule with { NoteTemplateEn = null })),

        new("priority-weight-range", Document.Slot("users", slot => slot with { PriorityWeight = 10 }), Document.Slot("users", slot => slot with { PriorityWeight = 9.99m })),
        new("unusable-option-key", Document.Option("purpose", "rental", option => option with { Key = "let, rental" }), Document),
        new("unusable-option-key", Document.Option("purpose", "family", option => option with { Key = "UNKNOWN" }), Document.Option("purpose", "family", option => option with { Key = "unknown" })),
        new("option-within-option", Document.Slot("purpose", slot => slot with { Options = [.. slot.Options, Option("rental_later")] }), Document.Slot("purpose", slot => slot with { Options = [.. slot.Options, Option("renting_later")] })),
        new("shared-term", Document.Option("purpose", "rental", Says("nuoma")).Option("purpose", "business", Says("Nuoma ")), Document.Option("purpose", "rental", Says("nuomos verslas")).Option("purpose", "business", Says("nuomos verslas"))),
        new("contradictory-term", Document.Option("drain", "sewer", Says("miesto tinklai")).Option("drain", "no_sewage", Says("miesto tinklai")), Document.Option("drain", "sewer", Says("miesto tinklai")).Option("drain", "septic_tank", Says("miesto tinklai"))),
        new("option-without-words", Document.Option("purpose", "family", Silent), Document.Option("purpose", "family", option => Says("šeima")(Silent(option)))),
        new("option-without-words", Document.Option("users", "single", Silent), Document.Option("users", "group", Silent)),
        new("threshold-without-measure", Document.Slot("users", slot => slot with { Measure = null }), Document),
        new("slot-not-fillable", Document.Slot("users", slot => slot with { Options = [], Measure = null }), Document.Slot("users", slot => slot with { Options = [] })),
        new("label-missing", Document.Slot("users", slot => slot with { LabelRu = null }), Document),
        new("label-missing", Document.Option("users", "group", option => option with { LabelLt = " " }), Document),
        new("slot-unused", Document.With(Slot("season", Option("winter"))), Document.With(Slot("season", Option("winter"))).With(Question("Q_SEASON", 30, "season"))),
        new("slot-uncovered", Document.With(Slot("season", Option("winter"))).Rule(new AllOf([Rental, TestBrain.Contains("season", "winter")])), Document.With(Slot("season", Option("winter")))),
        new("slot-uncovered", Document.Question("Q_USERS", question => question with { Enabled = false }), Document),
        new("required-slot-uncovered", Document.With(Slot("season", Option("winter")) with { IsRequired = true }), Document.With(Slot("season", Option("winter")))),
        new("required-slot-disabled", Document.Slot("users", Required).Question("Q_USERS", question => question with { Enabled = false }), Document.Slot("users", Required)),
        new("required-slot-skippable", Document.Slot("users", Required).With(TestBrain.Skip("SKIP_2", "purpose", "family", "Q_USERS")), Document.Slot("users", Required).With(TestBrain.Skip("SKIP_2", "users", "group", "Q_USERS"))),
        new(
            "required-slot-skippable",
            Document.Slot("users", Required).With(Question("Q_USERS_2", 30, "users")).With(TestBrain.Skip("SKIP_2", "purpose", "family", "Q_USERS"), TestBrain.Skip("SKIP_3", "drain", "sewer", "Q_USERS_2")),
            Document.Slot("users", Required).With(Question("Q_USERS_2", 30, "users")).With(TestBrain.Skip("SKIP_2", "drain", "no_sewage", "Q_USERS"), TestBrain.Skip("SKIP_3", "drain", "sewer", "Q_USERS_2"))),
        new("required-slot-skippable", Document.Slot("users", Required).Question("Q_USERS", question => question with { RequiresRisk = true, RiskCoverage = ["RISK_DRAIN"] }), Document.Slot("users", Required)),
        new("critical-slot-uncovered", Document.Question("Q_DRAIN", question => question with { Enabled = false }), Document.Question("Q_USERS", question => question with { Enabled = false })),
        new("critical-slot-skippable", Document.With(TestBrain.Skip("SKIP_2", "purpose", "family", "Q_DRAIN")), Document.With(TestBrain.Skip("SKIP_2", "drain", "sewer", "Q_DRAIN"))),

        new("text-missing", Document.Question("Q_USERS", question => question with { TextLt = " " }), Document.Question("Q_USERS", question => question with { TextEn = " " })),
        new("translation-missing", Document.Question("Q_USERS", question => question with { TextEn = null }), Document),
        new("translation-missing", Document.Risk("RISK_DRAIN", rule => rule with { NoteTemplate = "" }), Document),
        new("translation-missing", Document with { Report = Document.Report with { Full = new LocalizedTemplate { Lt = "Full" } } }, Document),
        new("translation-missing", Document with { Report = Document.Report with { Footer = new LocalizedTemplate { Lt = "Footer", En = "Footer" } } }, Document with { Report = Document.Report with { Footer = new LocalizedTemplate { Lt = "Footer" } } }),
        new("translation-stale", Document, Document) { StaleInFailing = [Translation] },
        new("identical-texts", Document.Question("Q_USERS", question => question with { TextRu = "Q_DRAIN ru? " }), Document.Question("Q_USERS", question => question with { TextRu = "Q_DRAIN ru? ", Enabled = false })),
        new("question-without-topic", Document.With(Question("Q_HELLO", 30)), Document.With(Question("Q_HELLO", 30) with { RiskCoverage = ["RISK_DRAIN"] })),
        new("risk-needed", Document.With(Question("Q_2", 30, "users") with { RequiresRisk = true }), Document.With(Question("Q_2", 30, "users") with { RequiresRisk = true, RiskCoverage = ["RISK_DRAIN"] })),
        new("risk-needed", Document.Risk("RISK_DRAIN", rule => rule with { Enabled = false }), Document),
        new(
            "question-unreachable",
            Document.With(Skip("SKIP_A", "purpose", "contains_any", ["rental"], "Q_USERS"), Skip("SKIP_B", "purpose", "not_contains_any", ["rental"], "Q_USERS")),
            Document.With(Skip("SKIP_A", "purpose", "contains_any", ["rental"], "Q_USERS"), Skip("SKIP_B", "purpose", "not_contains_any", ["rental", "family"], "Q_USERS"))),
        new("question-unreachable", Document.With(Skip("SKIP_A", "purpose", "contains_any", ["rental", "business"], "Q_RENTAL")), Document.With(Skip("SKIP_A", "purpose", "contains_any", ["rental"], "Q_RENTAL"))),
        new("question-unreachable", Document.Rule(new AllOf([Rental, NoRental])), Document.Rule(new AllOf([Rental, TestBrain.Lacks("purpose", "business")]))),
        new("round-hint-range", Document.Question("Q_USERS", question => question with { RoundHint = 4 }), Document.Question("Q_USERS", question => question with { RoundHint = 3 })),
        new("priority-range", Document.Question("Q_USERS", question => question with { BasePriority = 101 }), Document.Question("Q_USERS", question => question with { BasePriority = 100 })),
        new("question-tie", Document.With(Question("Q_USERS_2", 40, "users")), Document.With(Question("Q_USERS_2", 41, "users"), Question("Q_DRAIN_2", 40, "drain"))),
        new("no-questions", Document with { Questions = [.. Document.Questions.Select(question => question with { Enabled = false })] }, Document with { Questions = [.. Document.Questions.Select(question => question with { Enabled = question.Id == "Q_DRAIN" })] }),
        new("no-first-question", Document.With(Skip("SKIP_2", "purpose", "not_contains_any", ["rental"], "Q_PURPOSE", "Q_DRAIN", "Q_USERS")), Document.With(Skip("SKIP_2", "purpose", "not_contains_any", ["rental"], "Q_PURPOSE", "Q_DRAIN"))),

        new("risk-without-question", Document.Question("Q_RENTAL", question => question with { RiskCoverage = [], RequiresRisk = false, SlotCoverage = ["drain"] }), Document),
        new(
            "risk-unresolvable",
            Document.With(Slot("season", Option("winter"))).With(Risk("RISK_2", TestBrain.Contains("season", "winter"))),
            Document.With(Slot("season", Option("winter"))).With(Risk("RISK_2", TestBrain.Contains("season", "winter"))).With(Question("Q_SEASON", 30, "season"))),

        new("weight-sign", Document.Weights(weights => weights with { RequiredSlotBonus = -1 }), Document.Weights(weights => weights with { RequiredSlotBonus = 0 })),
        new("weight-sign", Document.QuickWeights(weights => weights with { RepeatSlotPenalty = -1 }), Document.QuickWeights(weights => weights with { RepeatSlotPenalty = 0 })),
        new("weight-without-effect", Document.Weights(weights => weights with { MissingSlot = 0 }), Document.Weights(weights => weights with { MissingSlot = 0.5m })),
        new("asked-penalty", Document.Weights(weights => weights with { AskedPenalty = 0 }), Document.Weights(weights => weights with { AskedPenalty = -0.5m })),
        new("priority-dominates", Document.Weights(weights => weights with { BasePriority = 2 }), Document.Weights(weights => weights with { BasePriority = 0.5m })),
        new("limit-not-positive", Document.Quick(policy => policy with { Limits = policy.Limits with { MaxQuestions = 0 } }), Document.Quick(policy => policy with { Limits = policy.Limits with { MaxQuestions = 1 } })),
        new("limit-not-positive", Document.Quick(policy => policy with { Limits = policy.Limits with { LowInfoStreakMax = 0 } }), Document.Quick(policy => policy with { Limits = policy.Limits with { LowInfoStreakMax = 1 } })),
        new("limit-not-positive", Document.Quick(policy => policy with { Limits = policy.Limits with { MaxClarifications = -1 } }), Document.Quick(policy => policy with { Limits = policy.Limits with { MaxClarifications = 0 } })),
        new("max-questions-too-low", Document.Quick(policy => policy with { Limits = policy.Limits with { MaxQuestions = 1 } }), Document.Quick(policy => policy with { Limits = policy.Limits with { MaxQuestions = 2 } })),
        new(
            "max-questions-too-low",
            Document.Quick(policy => policy with { Limits = policy.Limits with { MaxQuestions = 1 } }),
            Document.Quick(policy => policy with { Limits = policy.Limits with { MaxQuestions = 1 } }).With(Question("Q_2", 30, "purpose", "drain"))),
        new("no-critical-slots", Document.Quick(policy => policy with { CriticalSlots = [] }), Document),
        new("duplicate-critical-slot", Document.Quick(policy => policy with { CriticalSlots = [.. policy.CriticalSlots, TestBrain.Critical("drain", 0.5)] }), Document),
        new("min-confidence-range", Document.Quick(policy => policy with { CriticalSlots = [TestBrain.Critical("drain", 1.01)] }), Document.Quick(policy => policy with { CriticalSlots = [TestBrain.Critical("drain", 1)] })),
        new("min-confidence-range", Document.Quick(policy => policy with { ClarifyThreshold = -0.1m }), Document.Quick(policy => policy with { ClarifyThreshold = 0 })),
        new("min-confidence-range", Document.Quick(policy => policy with { CriticalSlots = [TestBrain.Critical("drain", double.NaN)] }), Document),
        new("min-confidence-unreachable", Document.Quick(policy => policy with { CriticalSlots = [TestBrain.Critical("drain", 0.86)] }), Document.Quick(policy => policy with { CriticalSlots = [TestBrain.Critical("drain", 0.85)] })),
        new("precise-policy-range", Document.Precise(policy => policy with { MinQuestions = 5 }), Document.Precise(policy => policy with { MinQuestions = 4 })),
        new("precise-policy-range", Document.Precise(policy => policy with { MaxQuestions = 0 }), Document),
        new("precise-policy-range", Document.Precise(policy => policy with { CompleteAtProgress = 101 }), Document.Precise(policy => policy with { CompleteAtProgress = 100 })),
        new("precise-policy-range", Document.Precise(policy => policy with { ClarifyBelow = 1.1 }), Document.Precise(policy => policy with { ClarifyBelow = 1 })),
        new("precise-policy-range", Document.Precise(policy => policy with { MinQuestions = -1 }), Document.Precise(policy => policy with { MinQuestions = 0 })),
        new("precise-too-few-questions", Document.Precise(policy => policy with { MinQuestions = 5, MaxQuestions = 5 }), Document.Precise(policy => policy with { MinQuestions = 4 })),
        new("no-mode", Document.Quick(policy => policy with { Enabled = false }).Precise(policy => policy with { Enabled = false }), Document.Quick(policy => policy with { Enabled = false })),

        new("report-missing", Document with { Report = Document.Report with { Summary = new LocalizedTemplate { En = " " } } }, Document),
        new("report-broken", Document with { Report = Document.Report with { Full = Document.Report.Full with { En = "{% for fact in facts %}" } } }, Document),
        new("footer-missing", Document with { Report = Document.Report with { Footer = new LocalizedTemplate { Lt = "" } } }, Document),
    ];

    private static Condition Nested(int levels) => Enumerable.Range(0, levels).Aggregate<int, Condition>(Rental, (inner, _) => new AllOf([inner]));

    private static SlotDefinition Required(SlotDefinition slot) => slot with { IsRequired = true };

    private static Func<SlotOption, SlotOption> Says(string term) => option => option with { Synonyms = new LocalizedTerms { Lt = [term] } };

    private static SlotOption Silent(SlotOption option) => option with { LabelLt = null, LabelEn = "", LabelRu = " " };
}

/// <summary>Two brains that differ in one thing.</summary>
/// <param name="Code">What is found in the first and not in the second.</param>
/// <param name="Failing">A brain in which it is found.</param>
/// <param name="Clean">A brain in which it is not.</param>
internal sealed record FindingExample(string Code, BrainDocument Failing, BrainDocument Clean)
{
    /// <summary>Translations of the first that lag behind.</summary>
    public IReadOnlyList<BrainAddress> StaleInFailing { get; init; } = [];

    /// <summary>What is found in the first.</summary>
    public IReadOnlyList<Finding> Found => BrainAnalyser.Analyse(Failing, StaleInFailing, TemplateProblem);

    /// <summary>What is found in the second.</summary>
    public IReadOnlyList<Finding> FoundInClean => BrainAnalyser.Analyse(Clean, templateProblem: TemplateProblem);

    private static string? TemplateProblem(string template) => template.Contains("{% for", StringComparison.Ordinal) ? "A loop has no end" : null;
}
