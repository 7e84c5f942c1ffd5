using AgentBrain.Application.Jobs;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentBrain.Infrastructure.Jobs;

/// <summary>
/// Queues what is due and nobody does. It leans on nothing of the queue's own: a killed node may leave a job or a lock behind there for minutes.
/// </summary>
internal sealed class Sweep(JobStorage storage, IServiceScopeFactory scopes, IOptions<JobOptions> options, TimeProvider time, ILogger<Sweep> logger)
    : BackgroundService
{
    // What still waits in a queue is not queued again and again while its workers are busy.
    private const int LongestQueue = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepSeconds), time);
        do
            await SweepAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var jobs = scope.ServiceProvider.GetRequiredService<IJobs>();
        foreach (var kind in scope.ServiceProvider.GetServices<IDueWork>())
        {
            try
            {
                var room = LongestQueue - (int)storage.GetMonitoringApi().EnqueuedCount(HangfireJobs.NameOf(kind.Queue));
                if (room > 0)
                    await kind.EnqueueAsync(jobs, room, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it was: interviews go on, and it is tried again.
                logger.LogWarning("Due work could not be looked for by {Kind}: {Exception}", kind.GetType().Name, exception.GetBaseException().GetType().FullName);
            }
        }
    }
}
