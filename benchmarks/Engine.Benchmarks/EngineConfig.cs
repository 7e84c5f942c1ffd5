using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;

namespace AgentBrain.Engine.Benchmarks;

/// <summary>A whole run in a few minutes; the median, which a busy machine disturbs less than the mean; results as a Markdown table.</summary>
internal sealed class EngineConfig : ManualConfig
{
    public EngineConfig()
    {
        AddJob(Job.Default.WithWarmupCount(6).WithIterationCount(15).WithId("Engine"));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(StatisticColumn.Median);
        HideColumns(Column.Job, Column.WarmupCount, Column.IterationCount);
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
    }
}
