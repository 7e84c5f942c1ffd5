namespace AgentBrain.Domain.Brain.Analysis;

/// <summary>Puts empty texts and lists in the place of nulls, which documents from elsewhere may have where none belong.</summary>
internal static class WithoutNulls
{
    public static BrainDocument Of(BrainDocument document) => document with
    {
        Scoring = new ScoringSection { Weights = document.Scoring?.Weights ?? new ScoringWeights() },
        Slots = List(document.Slots, slot => slot with
        {
            Key = slot.Key ?? "",
            Options = List(slot.Options, option => option with
            {
                Key = option.Key ?? "",
                Synonyms = Terms(option.Synonyms),
                WhenAsked = Terms(option.WhenAsked),
                WhenDenied = Terms(option.WhenDenied),
                Excludes = Texts(option.Excludes),
            }),
        }),
        Questions = List(document.Questions, question => question with
        {
            Id = question.Id ?? "",
            TextLt = question.TextLt ?? "",
            SlotCoverage = Texts(question.SlotCoverage),
            RiskCoverage = Texts(question.RiskCoverage),
        }),
        RiskRules = List(document.RiskRules, rule => rule with
        {
            Id = rule.Id ?? "",
            Code = rule.Code ?? "",
            Severity = rule.Severity ?? "",
            // One that is nested too deep is only reported, never walked.
            RuleJson = rule.RuleJson is null ? new AnyOf([]) : Deep(rule.RuleJson) ? rule.RuleJson : Condition(rule.RuleJson),
        }),
        SkipRules = List(document.SkipRules, rule => rule with
        {
            Id = rule.Id ?? "",
            ConditionSlot = rule.ConditionSlot ?? "",
            ConditionType = rule.ConditionType ?? "",
            ConditionValues = Texts(rule.ConditionValues),
            SkipQuestionIds = Texts(rule.SkipQuestionIds),
        }),
        Modes = new ModesSection
        {
            Quick = Quick(document.Modes?.Quick ?? new InterviewPolicy()),
            Precise = document.Modes?.Precise ?? new PrecisePolicy(),
        },
        Report = new ReportSection
        {
            Footer = document.Report?.Footer ?? new LocalizedTemplate(),
            Full = document.Report?.Full ?? new LocalizedTemplate(),
            Summary = document.Report?.Summary ?? new LocalizedTemplate(),
        },
    };

    private static bool Deep(Condition condition) => ConditionShape.Depth(condition) > ConditionShape.MostLevels;

    private static Condition Condition(Condition condition) => condition switch
    {
        AllOf all => new AllOf(List(all.Parts, Condition)),
        AnyOf any => new AnyOf(List(any.Parts, Condition)),
        SlotCondition leaf => new SlotCondition(leaf.Slot ?? "", leaf.Operator, Texts(leaf.Values)),
        _ => new AnyOf([]),
    };

    private static InterviewPolicy Quick(InterviewPolicy policy) => policy with
    {
        Limits = policy.Limits ?? new InterviewLimits(),
        CriticalSlots = List(policy.CriticalSlots, slot => slot with { Id = slot.Id ?? "" }),
        ScoringOverrides = new ScoringOverrides { Weights = policy.ScoringOverrides?.Weights ?? new QuickScoringWeights() },
    };

    private static LocalizedTerms Terms(LocalizedTerms? terms) => new() { Lt = Texts(terms?.Lt), En = Texts(terms?.En), Ru = Texts(terms?.Ru) };

    private static IReadOnlyList<string> Texts(IReadOnlyList<string>? texts) => texts is null ? [] : [.. texts.Select(text => text ?? "")];

    private static IReadOnlyList<T> List<T>(IReadOnlyList<T>? items, Func<T, T> tidy)
        where T : class =>
        items is null ? [] : [.. items.Where(item => item is not null).Select(tidy)];
}
