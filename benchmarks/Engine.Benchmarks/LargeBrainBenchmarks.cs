using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using BenchmarkDotNet.Attributes;

namespace AgentBrain.Engine.Benchmarks;

/// <summary>The next question of brains far larger than anybody writes: a rule for every ten questions, half of them risks, half skips.</summary>
public class LargeBrainBenchmarks
{
    private const int SlotsPerQuestion = 2;
    private CompiledBrain _brain = null!;
    private DecisionInputs _inputs = null!;

    /// <summary>Number of questions.</summary>
    [Params(500, 1_000, 2_500, 5_000)]
    public int Questions { get; set; }

    /// <summary>Makes a brain; the same one in every run.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(Questions);
        var slots = Questions / 10;
        var rules = Questions / 20;
        _brain = new CompiledBrain(new BrainDocument
        {
            Slots = [.. Enumerable.Range(0, slots).Select(index => new SlotDefinition { Key = Slot(index), IsRequired = index % 4 == 0 })],
            Questions =
            [
                .. Enumerable.Range(0, Questions).Select(index => new QuestionDefinition
                {
                    Id = $"Q_{index}",
                    TextLt = "?",
                    BasePriority = random.Next(100),
                    RoundHint = random.Next(1, 4),
                    SlotCoverage = [.. Enumerable.Range(0, SlotsPerQuestion).Select(_ => Slot(random.Next(slots))).Distinct()],
                    RiskCoverage = index % 5 == 0 ? [$"RISK_{random.Next(rules)}"] : [],
                    RequiresRisk = index % 10 == 0,
                }),
            ],
            RiskRules =
            [
                .. Enumerable.Range(0, rules).Select(index => new RiskRuleDefinition
                {
                    Id = $"RISK_{index}",
                    Code = $"RISK_{index}",
                    RuleJson = new AllOf(
                    [
                        new SlotCondition(Slot(random.Next(slots)), ConditionOperator.ContainsAny, ["option_a", "option_b"]),
                        new SlotCondition(Slot(random.Next(slots)), ConditionOperator.NotContainsAny, ["option_c", "option_d"]),
                    ]),
                }),
            ],
            SkipRules =
            [
                .. Enumerable.Range(0, rules).Select(index => new SkipRuleDefinition
                {
                    Id = $"SKIP_{index}",
                    ConditionSlot = Slot(random.Next(slots)),
                    ConditionType = "contains_any",
                    ConditionValues = ["option_c", "option_d"],
                    SkipQuestionIds = [.. Enumerable.Range(0, 5).Select(_ => $"Q_{random.Next(Questions)}").Distinct()],
                }),
            ],
            Modes = new ModesSection
            {
                Quick = new InterviewPolicy
                {
                    CriticalSlots = [.. Enumerable.Range(0, 5).Select(index => new CriticalSlot { Id = Slot(index) })],
                    ScoringOverrides = new ScoringOverrides
                    {
                        Weights = new QuickScoringWeights { MissingCriticalSlotBonus = 2, DiversifyTopicPenalty = 1, RepeatSlotPenalty = 1 },
                    },
                },
            },
        });

        // Half of the slots are known, one in ten was declined.
        _inputs = new DecisionInputs
        {
            Values = Enumerable.Range(0, slots).Where(index => index % 2 == 1)
                .ToDictionary(Slot, index => new SlotFact(index % 4 == 1 ? "option_a, option_e" : "option_c", index % 3 == 0 ? 0.45 : 0.85)),
            Declined = [.. Enumerable.Range(0, slots).Where(index => index % 10 == 0).Select(Slot)],
            Asked = ["Q_1", "Q_2", "Q_3", "Q_4"],
            LastQuestionId = "Q_4",
        };
        if (InterviewEngine.Decide(_brain, _inputs).Chosen is null)
            throw new InvalidOperationException("The interview should go on.");
    }

    /// <summary>One decision.</summary>
    [Benchmark(Description = "Next question")]
    public Decision Decide() => InterviewEngine.Decide(_brain, _inputs);

    private static string Slot(int index) => $"slot_{index}";
}
