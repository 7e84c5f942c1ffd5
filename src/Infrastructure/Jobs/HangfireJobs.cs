using AgentBrain.Application.Jobs;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Infrastructure.Jobs;

/// <summary>Queues jobs with Hangfire.</summary>
internal sealed class HangfireJobs(IBackgroundJobClient client, ILogger<HangfireJobs> logger) : IJobs
{
    public void Enqueue<TJob>(TJob job)
        where TJob : IJob
    {
        try
        {
            client.Create(Job.FromExpression<JobRunner>(runner => runner.RunAsync(job, CancellationToken.None)), new EnqueuedState(NameOf(TJob.Queue)));
        }
        catch (Exception exception)
        {
            // What it is about is stored, and the sweep finds it.
            logger.LogWarning("The job {Job} could not be queued: {Exception}", typeof(TJob).Name, exception.GetBaseException().GetType().FullName);
        }
    }

    /// <summary>The queue's name in the storage.</summary>
    public static string NameOf(JobQueue queue) => queue.ToString().ToLowerInvariant();
}
