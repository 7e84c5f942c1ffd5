using AgentBrain.Application.Jobs;
using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AgentBrain.Infrastructure.Jobs;

/// <summary>Carries out jobs: each queue has workers of its own.</summary>
internal sealed class JobServer(JobStorage storage, JobActivator activator, IOptions<JobOptions> options) : IHostedService
{
    // Jobs are told to stop and give back what they have in hand.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<JobQueue, int> Workers = new()
    {
        [JobQueue.Mail] = 3,
        // One for each receiver, so that a slow one holds up only itself.
        [JobQueue.Webhooks] = 20,
        [JobQueue.Speech] = 2,
        [JobQueue.Upkeep] = 1,
    };

    private List<BackgroundJobServer> _servers = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Enabled)
            _servers.AddRange(Workers.Select(workers => Start(HangfireJobs.NameOf(workers.Key), workers.Value)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // A host may be stopped by two at once.
        var servers = Interlocked.Exchange(ref _servers, []);
        foreach (var server in servers)
            server.SendStop();
        foreach (var server in servers)
        {
            await server.WaitForShutdownAsync(cancellationToken);
            server.Dispose();
        }
    }

    private BackgroundJobServer Start(string queue, int workers) => new(
        new BackgroundJobServerOptions
        {
            Activator = activator,
            Queues = [queue],
            ServerName = $"{Environment.MachineName}:{queue}",
            WorkerCount = workers,
            // What keeps the storage itself runs once on each node.
            IsLightweightServer = queue != HangfireJobs.NameOf(JobQueue.Upkeep),
            StopTimeout = TimeSpan.Zero,
            ShutdownTimeout = Patience,
        },
        storage);
}
