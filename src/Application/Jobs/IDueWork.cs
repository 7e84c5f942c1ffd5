namespace AgentBrain.Application.Jobs;

/// <summary>Finds work of one kind that nobody does: left behind by a crash, to be tried again by now, or never queued.</summary>
public interface IDueWork
{
    /// <summary>Queue of its jobs.</summary>
    JobQueue Queue { get; }

    /// <summary>Queues jobs for what is due, the oldest first.</summary>
    /// <param name="jobs">Takes them.</param>
    /// <param name="limit">How many at most; the others come next time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task EnqueueAsync(IJobs jobs, int limit, CancellationToken cancellationToken);
}
