using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using AgentBrain.Infrastructure.Brain;
using BenchmarkDotNet.Attributes;

namespace AgentBrain.Engine.Benchmarks;

/// <summary>A check of the sauna pack, and of a brain of 500 questions with 200 risk rules and 100 skip rules about 60 slots.</summary>
public class AnalyserBenchmarks
{
    private const int Slots = 60;
    private const int Options = 20;
    private const int Questions = 500;
    private const int Risks = 200;
    private const int Skips = 100;

    private BrainDocument _pack = null!;
    private BrainDocument _large = null!;

    /// <summary>Reads the pack and makes the large brain; the same one in every run.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _pack = new ShippedBrain().Read();
        _large = LargeBrain(new Random(500));
        if (BrainAnalyser.Analyse(_pack).Any(finding => finding.Severity == FindingSeverity.Error) || BrainAnalyser.Analyse(_large).Count == 0)
            throw new InvalidOperationException("The pack should have no errors, and the large brain some findings.");
    }

    /// <summary>All findings of the pack.</summary>
    [Benchmark(Description = "Check, sauna pack")]
    public int Pack() => BrainAnalyser.Analyse(_pack).Count;

    /// <summary>All findings of the large brain.</summary>
    [Benchmark(Description = "Check, 500 questions and 300 rules")]
    public int Large() => BrainAnalyser.Analyse(_large).Count;

    private static BrainDocument LargeBrain(Random random) => new()
    {
        Slots =
        [
            .. Enumerable.Range(0, Slots).Select(slot => new SlotDefinition
            {
                Key = Slot(slot),
                IsRequired = slot % 4 == 0,
                Measure = slot % 5 == 0 ? MeasureUnit.People : null,
                Options =
                [
                    .. Enumerable.Range(0, Options).Select(option => new SlotOption
                    {
                        Key = Option(option),
                        LabelLt = Option(option),
                        Excludes = option % 3 == 0 ? [Option((option + 1) % Options)] : [],
                    }),
                ],
            }),
        ],
        Questions =
        [
            .. Enumerable.Range(0, Questions).Select(index => new QuestionDefinition
            {
                Id = $"Q_{index}",
                TextLt = $"Q_{index}?",
                BasePriority = random.Next(100),
                RoundHint = random.Next(1, 4),
                SlotCoverage = [.. Enumerable.Range(0, 2).Select(_ => Slot(random.Next(Slots))).Distinct()],
                RiskCoverage = index % 5 == 0 ? [$"RISK_{random.Next(Risks)}", $"RISK_{random.Next(Risks)}"] : [],
                RequiresRisk = index % 10 == 0,
            }),
        ],
        RiskRules =
        [
            .. Enumerable.Range(0, Risks).Select(index => new RiskRuleDefinition
            {
                Id = $"RISK_{index}",
                Code = $"RISK_{index}",
                RuleJson = new AllOf(
                [
                    Leaf(random),
                    new AnyOf([Leaf(random), new AllOf([Leaf(random), Leaf(random)])]),
                    Leaf(random),
                ]),
            }),
        ],
        SkipRules =
        [
            .. Enumerable.Range(0, Skips).Select(index => Leaf(random) is var leaf
                ? new SkipRuleDefinition
                {
                    Id = $"SKIP_{index}",
                    ConditionSlot = leaf.Slot,
                    ConditionType = ConditionJsonConverter.NameOf(leaf.Operator),
                    ConditionValues = leaf.Values,
                    SkipQuestionIds = [.. Enumerable.Range(0, 50).Select(_ => $"Q_{random.Next(Questions)}").Distinct()],
                }
                : throw new InvalidOperationException()),
        ],
        Modes = new ModesSection
        {
            Quick = new InterviewPolicy { CriticalSlots = [.. Enumerable.Range(0, 6).Select(slot => new CriticalSlot { Id = Slot(slot) })] },
        },
    };

    private static SlotCondition Leaf(Random random) => new(
        Slot(random.Next(Slots)),
        (ConditionOperator)random.Next(4),
        [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Option(random.Next(Options))).Distinct()]);

    private static string Slot(int index) => $"slot_{index}";

    private static string Option(int index) => $"option_{(char)('a' + index)}";
}
