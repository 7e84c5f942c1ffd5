using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using BenchmarkDotNet.Attributes;
using RulesEngine.Models;

namespace AgentBrain.Engine.Benchmarks;

/// <summary>Twenty rules of two conditions each on the same five values, of which some rules hold and some do not.</summary>
public class RiskRuleBenchmarks
{
    private const int RuleCount = 20;
    private const string Workflow = "Risks";

    // What each slot may hold; a rule looks for one of these in each of its two slots.
    private static readonly (string Slot, string[] Options)[] Slots =
    [
        ("Purpose", ["relaxation", "health", "guests", "rental"]),
        ("Ritual", ["soft_steam", "whisk_bathing", "dry_heat", "quiet_rest"]),
        ("Infrastructure", ["water_mains", "water_well", "sewer", "septic_tank"]),
        ("Stove", ["batch_fired", "continuous_fired", "electric_heater", "gas_heater"]),
        ("Season", ["year_round", "winter_only", "summer_only", "weekends"]),
    ];

    private static readonly Values Known = new()
    {
        Purpose = "health, rental",
        Ritual = "soft_steam, quiet_rest",
        Infrastructure = "water_well",
        Stove = "electric_heater",
        Season = "winter_only",
    };

    private readonly FlagState[] _flags = new FlagState[RuleCount];
    private CompiledBrain _brain = null!;
    private SlotFacts _facts = null!;
    private RulesEngine.RulesEngine _rulesEngine = null!;
    private RuleParameter _parameter = null!;

    /// <summary>Prepares both engines and sees that they agree.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _brain = new CompiledBrain(new BrainDocument { RiskRules = [.. Enumerable.Range(0, RuleCount).Select(RiskRuleOf)] });
        _facts = _brain.Facts(
            new Dictionary<string, SlotFact>
            {
                [nameof(Values.Purpose)] = new(Known.Purpose, 0.85),
                [nameof(Values.Ritual)] = new(Known.Ritual, 0.85),
                [nameof(Values.Infrastructure)] = new(Known.Infrastructure, 0.85),
                [nameof(Values.Stove)] = new(Known.Stove, 0.85),
                [nameof(Values.Season)] = new(Known.Season, 0.85),
            },
            []);
        _rulesEngine = new RulesEngine.RulesEngine([new Workflow { WorkflowName = Workflow, Rules = Enumerable.Range(0, RuleCount).Select(RuleOf).ToList() }]);
        _parameter = new RuleParameter("input", Known);

        var raised = AgentBrain();
        var succeeded = RulesEnginePackage();
        if (raised != succeeded || raised is 0 or RuleCount)
            throw new InvalidOperationException($"{raised} rules hold for Agent Brain, {succeeded} for RulesEngine.");
    }

    /// <summary>The engine of Agent Brain, writing into a span that is reused.</summary>
    [Benchmark(Baseline = true, Description = "Agent Brain")]
    public int AgentBrain()
    {
        InterviewEngine.EvaluateRisks(_brain, _facts, _flags);
        var raised = 0;
        foreach (var flag in _flags)
        {
            if (flag != FlagState.NotRaised)
                raised++;
        }
        return raised;
    }

    /// <summary>The package, with its rules compiled and cached beforehand. It completes synchronously.</summary>
    [Benchmark(Description = "RulesEngine 6.0.1")]
    public int RulesEnginePackage()
    {
        var results = _rulesEngine.ExecuteAllRulesAsync(Workflow, _parameter).AsTask().GetAwaiter().GetResult();
        var succeeded = 0;
        foreach (var result in results)
        {
            if (result.IsSuccess)
                succeeded++;
        }
        return succeeded;
    }

    private static ((string Slot, string[] Options) First, (string Slot, string[] Options) Second) SlotsOf(int rule) =>
        (Slots[rule % Slots.Length], Slots[(rule + 1 + (rule / Slots.Length)) % Slots.Length]);

    private static RiskRuleDefinition RiskRuleOf(int rule)
    {
        var (first, second) = SlotsOf(rule);
        return new RiskRuleDefinition
        {
            Id = $"RISK_{rule}",
            Code = $"RISK_{rule}",
            RuleJson = new AllOf(
            [
                new SlotCondition(first.Slot, ConditionOperator.ContainsAny, [first.Options[rule % 4], first.Options[(rule + 1) % 4]]),
                new SlotCondition(second.Slot, ConditionOperator.NotContainsAny, [second.Options[(rule + 2) % 4], second.Options[(rule + 3) % 4]]),
            ]),
        };
    }

    private static Rule RuleOf(int rule)
    {
        var (first, second) = SlotsOf(rule);
        return new Rule
        {
            RuleName = $"RISK_{rule}",
            RuleExpressionType = RuleExpressionType.LambdaExpression,
            Expression =
                $"(input.{first.Slot}.Contains(\"{first.Options[rule % 4]}\") || input.{first.Slot}.Contains(\"{first.Options[(rule + 1) % 4]}\")) && "
                + $"!(input.{second.Slot}.Contains(\"{second.Options[(rule + 2) % 4]}\") || input.{second.Slot}.Contains(\"{second.Options[(rule + 3) % 4]}\"))",
        };
    }

    /// <summary>The values as RulesEngine reads them.</summary>
    public sealed class Values
    {
        public required string Purpose { get; init; }

        public required string Ritual { get; init; }

        public required string Infrastructure { get; init; }

        public required string Stove { get; init; }

        public required string Season { get; init; }
    }
}
