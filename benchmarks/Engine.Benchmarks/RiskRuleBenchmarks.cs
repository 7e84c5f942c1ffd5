using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using BenchmarkDotNet.Attributes;
using RulesEngine.Models;

namespace AgentBrain.Engine.Benchmarks;

/// <summary>Twenty rules of two conditions each ("this slot has …, that one lacks …") on the same values. Some of the rules hold.</summary>
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

    /// <summary>How many texts each condition looks for; the rules of the sauna pack look for one or two.</summary>
    [Params(1, 2)]
    public int Texts { get; set; }

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

    private (string Slot, string[] Texts) FirstCondition(int rule) => Condition(rule, rule);

    private (string Slot, string[] Texts) SecondCondition(int rule) => Condition(rule + 1 + (rule / Slots.Length), rule + 2);

    private (string Slot, string[] Texts) Condition(int slot, int option)
    {
        var (name, options) = Slots[slot % Slots.Length];
        return (name, [.. Enumerable.Range(option, Texts).Select(index => options[index % options.Length])]);
    }

    private RiskRuleDefinition RiskRuleOf(int rule)
    {
        var (first, has) = FirstCondition(rule);
        var (second, lacks) = SecondCondition(rule);
        return new RiskRuleDefinition
        {
            Id = $"RISK_{rule}",
            Code = $"RISK_{rule}",
            RuleJson = new AllOf([new SlotCondition(first, ConditionOperator.ContainsAny, has), new SlotCondition(second, ConditionOperator.NotContainsAny, lacks)]),
        };
    }

    private Rule RuleOf(int rule)
    {
        var (first, has) = FirstCondition(rule);
        var (second, lacks) = SecondCondition(rule);
        return new Rule
        {
            RuleName = $"RISK_{rule}",
            RuleExpressionType = RuleExpressionType.LambdaExpression,
            Expression = $"({ContainsAny(first, has)}) && !({ContainsAny(second, lacks)})",
        };
    }

    private static string ContainsAny(string slot, string[] texts) => string.Join(" || ", texts.Select(text => $"input.{slot}.Contains(\"{text}\")"));

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
