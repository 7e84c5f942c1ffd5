using AgentBrain.Domain.Engine;
using AgentBrain.Infrastructure.Brain;
using BenchmarkDotNet.Attributes;

namespace AgentBrain.Engine.Benchmarks;

/// <summary>The next question of an interview under the sauna pack, after four answers.</summary>
public class NextQuestionBenchmarks
{
    private CompiledBrain _brain = null!;
    private DecisionInputs _inputs = null!;

    /// <summary>Reads the pack.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _brain = new CompiledBrain(new ShippedBrain().Read());
        _inputs = new DecisionInputs
        {
            Values = new Dictionary<string, SlotFact>
            {
                ["purpose"] = new("family_time, rental", 0.85),
                ["users"] = new("family, children, large_group, 8 people", 0.85),
                ["ritual"] = new("soft_steam, whisk_bathing", 0.85),
                ["location"] = new("village, waterside", 0.65),
                ["season"] = new("year_round", 0.65),
                ["stove_type"] = new("batch_fired", 0.45),
            },
            Declined = ["budget"],
            Asked = ["Q_PURPOSE", "Q_USERS", "Q_RITUAL", "Q_BUDGET"],
            LastQuestionId = "Q_BUDGET",
        };
        if (InterviewEngine.Decide(_brain, _inputs).Chosen is null)
            throw new InvalidOperationException("The interview should go on.");
    }

    /// <summary>One decision with its flags, its candidates and their arithmetic.</summary>
    [Benchmark(Description = "Next question, sauna pack")]
    public Decision Decide() => InterviewEngine.Decide(_brain, _inputs);
}
