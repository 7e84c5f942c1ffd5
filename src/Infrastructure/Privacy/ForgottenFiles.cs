using AgentBrain.Application.Privacy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Infrastructure.Privacy;

/// <summary>
/// Removes files of this node to which no row belongs any more, after the start and every hour: their interview was erased by another node, or while they
/// were written, or a crash came between. Nodes that carry out no jobs do so too: nobody else can reach their files.
/// </summary>
internal sealed class ForgottenFiles(IServiceScopeFactory scopes, TimeProvider time, ILogger<ForgottenFiles> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        do
            await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<InterviewEraser>().RemoveForgottenFilesAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogWarning("Files of erased interviews could not all be removed ({Exception}). It is tried again in {Minutes} minutes.", exception.GetBaseException().GetType().Name, Between.TotalMinutes);
        }
    }
}
