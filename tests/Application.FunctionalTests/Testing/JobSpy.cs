using System.Collections.Concurrent;
using AgentBrain.Application.Jobs;

namespace AgentBrain.Application.FunctionalTests.Testing;

/// <summary>Notes the jobs that were queued.</summary>
internal sealed class JobSpy : IJobs
{
    private readonly ConcurrentQueue<object> _queued = new();

    /// <summary>All jobs since the last <see cref="Clear"/>, in order.</summary>
    public IReadOnlyList<object> Queued => [.. _queued];

    public void Enqueue<TJob>(TJob job)
        where TJob : IJob => _queued.Enqueue(job);

    public void Clear() => _queued.Clear();
}
