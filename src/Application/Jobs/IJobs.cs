namespace AgentBrain.Application.Jobs;

/// <summary>Has jobs carried out soon.</summary>
public interface IJobs
{
    /// <summary>
    /// Has a job carried out, on any node. Call it when what the job reads is stored. It never fails: a job that could not be queued is found by
    /// the sweep, see <see cref="IDueWork"/>.
    /// </summary>
    /// <param name="job">The job.</param>
    void Enqueue<TJob>(TJob job)
        where TJob : IJob;
}
