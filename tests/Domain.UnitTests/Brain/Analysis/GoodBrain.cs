using AgentBrain.Domain.Brain;

namespace AgentBrain.Domain.UnitTests.Brain.Analysis;

/// <summary>A small brain in which nothing is found, and short ways to change it.</summary>
internal static class GoodBrain
{
    public static BrainDocument Document { get; } = new()
    {
        Slots =
        [
            Slot("purpose", Option("rental"), Option("business"), Option("family")) with { IsRequired = true },
            Slot("drain", Option("sewer"), Option("septic_tank"), Option("no_sewage", "sewer", "septic_tank")),
            Slot("users", Option("single", "group"), Option("group") with { MeasureAtLeast = 8 }) with { Measure = MeasureUnit.People },
        ],
        Questions =
        [
            Question("Q_PURPOSE", 60, "purpose"),
            Question("Q_DRAIN", 50, "drain"),
            Question("Q_USERS", 40, "users"),
            Question("Q_RENTAL", 80) with { RiskCoverage = ["RISK_DRAIN"], RequiresRisk = true },
        ],
        RiskRules = [Risk("RISK_DRAIN", new AllOf([TestBrain.Contains("purpose", "rental", "business"), TestBrain.Lacks("drain", "sewer", "septic_tank")]))],
        SkipRules = [TestBrain.Skip("SKIP_RENTAL", "purpose", "family", "Q_RENTAL")],
        Modes = new ModesSection
        {
            Quick = TestBrain.Quick(8, 2, new QuickScoringWeights { MissingCriticalSlotBonus = 2, DiversifyTopicPenalty = 1, RepeatSlotPenalty = 1 }, TestBrain.Critical("purpose"), TestBrain.Critical("drain")).Quick,
            Precise = new PrecisePolicy { MinQuestions = 2, MaxQuestions = 4 },
        },
        Report = new ReportSection { Footer = Texts("Footer"), Full = Texts("Full"), Summary = Texts("Summary") },
    };

    public static LocalizedTemplate Texts(string text) => new() { Lt = text + " lt", En = text + " en", Ru = text + " ru" };

    public static SlotDefinition Slot(string key, params SlotOption[] options) => new() { Key = key, LabelLt = key + " lt", LabelEn = key + " en", LabelRu = key + " ru", Options = options };

    public static SlotOption Option(string key, params string[] excludes) =>
        new() { Key = key, LabelLt = key + " lt", LabelEn = key + " en", LabelRu = key + " ru", Excludes = excludes };

    public static QuestionDefinition Question(string id, int priority, params string[] slots) =>
        new() { Id = id, TextLt = id + " lt?", TextEn = id + " en?", TextRu = id + " ru?", BasePriority = priority, SlotCoverage = slots };

    public static RiskRuleDefinition Risk(string id, Condition condition) =>
        new() { Id = id, Code = id, RuleJson = condition, NoteTemplate = id + " lt", NoteTemplateEn = id + " en", NoteTemplateRu = id + " ru" };

    public static SkipRuleDefinition Skip(string id, string slot, string type, string[] values, params string[] questions) =>
        new() { Id = id, ConditionSlot = slot, ConditionType = type, ConditionValues = values, SkipQuestionIds = questions };

    public static SlotCondition Is(string slot, params string[] values) => new(slot, ConditionOperator.EqualsAny, values);

    public static SlotCondition IsNot(string slot, params string[] values) => new(slot, ConditionOperator.NotEqualsAny, values);

    public static BrainDocument With(this BrainDocument brain, params SlotDefinition[] added) => brain with { Slots = [.. brain.Slots, .. added] };

    public static BrainDocument With(this BrainDocument brain, params QuestionDefinition[] added) => brain with { Questions = [.. brain.Questions, .. added] };

    public static BrainDocument With(this BrainDocument brain, params RiskRuleDefinition[] added) => brain with { RiskRules = [.. brain.RiskRules, .. added] };

    public static BrainDocument With(this BrainDocument brain, params SkipRuleDefinition[] added) => brain with { SkipRules = [.. brain.SkipRules, .. added] };

    public static BrainDocument Slot(this BrainDocument brain, string key, Func<SlotDefinition, SlotDefinition> change) =>
        brain with { Slots = [.. brain.Slots.Select(slot => slot.Key == key ? change(slot) : slot)] };

    public static BrainDocument Option(this BrainDocument brain, string slot, string key, Func<SlotOption, SlotOption> change) =>
        brain.Slot(slot, each => each with { Options = [.. each.Options.Select(option => option.Key == key ? change(option) : option)] });

    public static BrainDocument Question(this BrainDocument brain, string id, Func<QuestionDefinition, QuestionDefinition> change) =>
        brain with { Questions = [.. brain.Questions.Select(question => question.Id == id ? change(question) : question)] };

    public static BrainDocument Risk(this BrainDocument brain, string id, Func<RiskRuleDefinition, RiskRuleDefinition> change) =>
        brain with { RiskRules = [.. brain.RiskRules.Select(rule => rule.Id == id ? change(rule) : rule)] };

    public static BrainDocument Rule(this BrainDocument brain, Condition condition) => brain.Risk("RISK_DRAIN", rule => rule with { RuleJson = condition });

    public static BrainDocument Skip(this BrainDocument brain, Func<SkipRuleDefinition, SkipRuleDefinition> change) => brain with { SkipRules = [.. brain.SkipRules.Select(change)] };

    public static BrainDocument Quick(this BrainDocument brain, Func<InterviewPolicy, InterviewPolicy> change) =>
        brain with { Modes = brain.Modes with { Quick = change(brain.Modes.Quick) } };

    public static BrainDocument Precise(this BrainDocument brain, Func<PrecisePolicy, PrecisePolicy> change) =>
        brain with { Modes = brain.Modes with { Precise = change(brain.Modes.Precise) } };

    public static BrainDocument Weights(this BrainDocument brain, Func<ScoringWeights, ScoringWeights> change) =>
        brain with { Scoring = new ScoringSection { Weights = change(brain.Scoring.Weights) } };

    public static BrainDocument QuickWeights(this BrainDocument brain, Func<QuickScoringWeights, QuickScoringWeights> change) =>
        brain.Quick(policy => policy with { ScoringOverrides = new ScoringOverrides { Weights = change(policy.ScoringOverrides.Weights) } });
}
