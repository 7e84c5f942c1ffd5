using AgentBrain.Application.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>Checks once a day whether the database has drifted: one node does it for all.</summary>
internal sealed class DriftWatch(
    DatabaseConnection connection,
    IServiceScopeFactory scopes,
    IOptions<DatabaseOptions> options,
    TimeProvider time,
    ILogger<DriftWatch> logger) : BackgroundService
{
    // Nobody waits for it, and a server that has just started has other things to do.
    private static readonly TimeSpan BeforeFirst = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.WatchForDrift)
            return;
        await Task.Delay(BeforeFirst, time, stoppingToken);
        using var timer = new PeriodicTimer(Between, time);
        do
            await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var turn = await DatabaseLock.TryTakeAsync(connection, DatabaseLock.DriftCheck, stoppingToken);
            if (turn is null)
                return;
            await using var scope = scopes.CreateAsyncScope();
            var state = await scope.ServiceProvider.GetRequiredService<IDatabaseInspection>().ReadAsync(stoppingToken);
            var checks = scope.ServiceProvider.GetRequiredService<DriftChecks>();
            // Where a newer version migrates, or has migrated, the newer one does it.
            if (state.Pending.Count == 0 && state.Unknown.Count == 0 && checks.IsDue(await checks.NewestAsync(stoppingToken), state))
                await checks.CheckAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // Whatever it was: interviews go on, and it is tried again.
            logger.LogWarning("Whether the database has drifted could not be checked: {Reason} It is tried again in {Minutes} minutes.", exception.GetBaseException().Message, Between.TotalMinutes);
        }
    }
}
