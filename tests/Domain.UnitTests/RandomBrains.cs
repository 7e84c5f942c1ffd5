using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using CsCheck;

namespace AgentBrain.Domain.UnitTests;

/// <summary>
/// Random brains, states and interviews. Ids, texts and numbers come from a few that recur, so that questions tie, rules hold and
/// conditions meet values often.
/// </summary>
internal static class RandomBrains
{
    /// <summary>The text of every random answer; evidence lies within it.</summary>
    public const string AnswerText = "Ash, birch or oak, for six of us.";

    // The last key is never defined as a slot, the last code never as a risk, the last id never as a question.
    private static readonly string[] SlotKeys = ["users", "stove", "fuel", "site", "season", "unheard_of"];
    private static readonly string[] RiskCodes = ["RISK_A", "RISK_B", "RISK_C", "RISK_D", "RISK_NONE"];
    private static readonly string[] QuestionIds = ["Q_b", "Q_B", "Q_a", "Q_10", "Q_9", "Q_", "q", "Ž", "Q_c", "Q_d", "Q_NONE"];
    private static readonly string[] Words = ["ash", "birch", "oak"];
    private static readonly string[] ConditionTypes = ["contains_any", "not_contains_any", "equals_any", "not_equals_any"];

    private static readonly Gen<string> SlotKey = Gen.OneOf(SlotKeys);
    private static readonly Gen<string> Word = Gen.OneOf([.. Words, "Ash", "6 people", ""]);
    private static readonly Gen<double> Confidence = Gen.OneOf(0, 0.3, 0.45, 0.5499, 0.55, 0.6, 0.65, 0.85, 0.95);
    private static readonly Gen<decimal> Points = Gen.OneOf(0m, 0m, 0.1m, 1m, 1.5m, 2m, 3m, -1m, -5m);

    private static readonly Gen<Condition> Leaf = Gen.Select(
        SlotKey,
        Gen.Enum<ConditionOperator>(),
        Word.Array[0, 2],
        Condition (slot, comparison, values) => new SlotCondition(slot, comparison, values));

    private static readonly Gen<Condition> Parts = Gen.Select(
        Leaf.Array[1, 3],
        Gen.Bool,
        Condition (parts, all) => all ? new AllOf(parts) : new AnyOf(parts));

    private static readonly Gen<Condition> Nested = Gen.Select(
        Gen.OneOf(Leaf, Parts).Array[1, 3],
        Gen.Bool,
        Condition (parts, all) => all ? new AllOf(parts) : new AnyOf(parts));

    /// <summary>Conditions of up to two levels.</summary>
    public static Gen<Condition> Condition { get; } = Gen.OneOf(Leaf, Parts, Nested);

    private static readonly Gen<SlotDefinition[]> Slots = Gen.Bool.Array[5].Select(required => required
        .Select((isRequired, index) => new SlotDefinition
        {
            Key = SlotKeys[index],
            IsRequired = isRequired,
            Measure = MeasureUnit.People,
            Options = [new SlotOption { Key = "ash", Excludes = ["birch"] }, new SlotOption { Key = "birch" }, new SlotOption { Key = "oak" }],
        })
        .ToArray());

    private static readonly Gen<QuestionDefinition[]> Questions = Gen.Select(
            Gen.Int[1, 3],
            Gen.Int[0, 3],
            SomeOf(SlotKeys),
            SomeOf(RiskCodes),
            Gen.Int[0, 9],
            (priority, round, slots, risks, dice) => new QuestionDefinition
            {
                Id = "",
                TextLt = "?",
                BasePriority = 10 * priority,
                RoundHint = round == 0 ? null : round,
                SlotCoverage = slots,
                RiskCoverage = risks,
                RequiresRisk = dice < 3,
                Enabled = dice != 9,
            })
        .Array[0, 10]
        .Select(questions => questions.Select((question, index) => question with { Id = QuestionIds[index] }).ToArray());

    private static readonly Gen<RiskRuleDefinition[]> RiskRules = Gen.Select(
            Condition,
            Gen.Int[0, 9],
            (condition, dice) => new RiskRuleDefinition { Id = "", Code = "", RuleJson = condition, NoteTemplate = "note", Enabled = dice != 9 })
        .Array[0, 4]
        .Select(rules => rules.Select((rule, index) => rule with { Id = RiskCodes[index], Code = RiskCodes[index] }).ToArray());

    private static readonly Gen<SkipRuleDefinition[]> SkipRules = Gen.Select(
            SlotKey,
            Gen.OneOf(ConditionTypes),
            Word.Array[0, 2],
            SomeOf(QuestionIds),
            Gen.Int[0, 9],
            (slot, type, values, questions, dice) => new SkipRuleDefinition
            {
                Id = "",
                ConditionSlot = slot,
                ConditionType = type,
                ConditionValues = values,
                SkipQuestionIds = questions,
                Enabled = dice != 9,
            })
        .Array[0, 2]
        .Select(rules => rules.Select((rule, index) => rule with { Id = $"SKIP_{index}" }).ToArray());

    private static readonly Gen<ScoringWeights> Weights = Gen.Select(Points, Points, Points, Points, Points, Points, (a, b, c, d, e, f) => new ScoringWeights
    {
        BasePriority = a,
        MissingSlot = b,
        Risk = c,
        RoundFit = d,
        AskedPenalty = e,
        RequiredSlotBonus = f,
    });

    private static readonly Gen<InterviewPolicy> Policy = Gen.Select(
        Gen.Int[0, 8],
        Gen.Int[1, 4],
        Gen.Select(SlotKey, Confidence, (slot, confidence) => new CriticalSlot { Id = slot, MinConfidence = confidence }).Array[0, 3],
        Gen.Select(Points, Points, Points),
        (maxQuestions, streak, critical, points) => new InterviewPolicy
        {
            Limits = new InterviewLimits { MaxQuestions = maxQuestions, LowInfoStreakMax = streak },
            CriticalSlots = [.. critical.DistinctBy(slot => slot.Id)],
            ScoringOverrides = new ScoringOverrides
            {
                Weights = new QuickScoringWeights
                {
                    MissingCriticalSlotBonus = points.Item1,
                    DiversifyTopicPenalty = points.Item2,
                    RepeatSlotPenalty = points.Item3,
                },
            },
        });

    /// <summary>Brains of up to five slots and ten questions.</summary>
    public static Gen<BrainDocument> Brain { get; } = Gen.Select(
        Slots,
        Questions,
        RiskRules,
        SkipRules,
        Weights,
        Policy,
        (slots, questions, risks, skips, weights, policy) => new BrainDocument
        {
            Slots = slots,
            Questions = questions,
            RiskRules = risks,
            SkipRules = skips,
            Scoring = new ScoringSection { Weights = weights },
            Modes = new ModesSection { Quick = policy },
        });

    private static readonly Gen<SlotFact> Fact = Gen.Select(
        Gen.OneOf<string?>(null, "", SlotFact.Unknown, "ash", "Birch", "ash, oak", "birch, 6 people", "ASH"),
        Confidence,
        (value, confidence) => new SlotFact(value, confidence));

    /// <summary>States of an interview, possible or not.</summary>
    public static Gen<DecisionInputs> Inputs { get; } = Gen.Select(
        Fact.Array[0, SlotKeys.Length],
        SomeOf(SlotKeys),
        SomeOf(QuestionIds),
        Gen.Int[0, 3],
        (facts, declined, asked, streak) => new DecisionInputs
        {
            Values = facts.Index().ToDictionary(fact => SlotKeys[fact.Index], fact => fact.Item),
            Declined = declined,
            Asked = asked,
            LastQuestionId = asked.LastOrDefault(),
            LowInfoStreak = streak,
        });

    private static readonly Gen<UnderstoodSlot> UnderstoodSlot = Gen.Select(
        SlotKey,
        Gen.Select(Gen.OneOf([.. Words, "unknown_option"]), Confidence, (key, confidence) => new UnderstoodOption(key, confidence, new EvidenceSpan(0, 3))).Array[0, 2],
        Gen.OneOf(Words).Array[0, 1],
        Gen.Select(Gen.OneOf<string?>(null, null, "6 people", "8 people"), Confidence),
        (slot, options, denied, measure) => new UnderstoodSlot
        {
            SlotKey = slot,
            Options = options,
            Denied = [.. denied.Select(key => new DeniedOption(key, ConfidenceLevels.Stated))],
            Measure = measure.Item1 is { } text ? new UnderstoodMeasure(text, measure.Item2, new EvidenceSpan(19, 3)) : null,
        });

    /// <summary>What may be understood of an answer.</summary>
    public static Gen<Understanding> Understanding { get; } = Gen.Select(
        UnderstoodSlot.Array[0, 2],
        Gen.Int[0, 3],
        (slots, dice) => dice == 0 ? new Understanding { Declined = true } : new Understanding { Slots = [.. slots.DistinctBy(slot => slot.SlotKey)] });

    /// <summary>A brain and what is understood of the answers given under it, more than any interview has.</summary>
    public static Gen<RandomInterview> Interview { get; } =
        Gen.Select(Brain, Understanding.Array[12], (brain, answers) => new RandomInterview(brain, answers));

    private static Gen<string[]> SomeOf(string[] texts) => Gen.OneOf(texts).Array[0, 3].Select(chosen => chosen.Distinct().ToArray());
}

/// <summary>A brain and what is understood of each answer in turn.</summary>
internal sealed record RandomInterview(BrainDocument Brain, IReadOnlyList<Understanding> Answers)
{
    /// <summary>Holds the interview; <paramref name="afterEach"/> sees the session after its start and after each answer.</summary>
    public Session Hold(CompiledBrain brain, Action<Session>? afterEach = null)
    {
        var session = Session.Start(new StartedInterview(Languages.English, 7, [], Guid.Empty), brain, TestBrain.Now);
        afterEach?.Invoke(session);
        foreach (var understanding in Answers)
        {
            if (session.CurrentQuestion is not { } question)
                break;
            session.Answer(new SubmittedAnswer(question.Id, AnswerInput.InWords(RandomBrains.AnswerText), RandomBrains.AnswerText, understanding, Guid.Empty), brain, TestBrain.Now);
            afterEach?.Invoke(session);
        }
        return session;
    }
}
