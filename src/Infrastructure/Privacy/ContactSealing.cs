using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentBrain.Infrastructure.Privacy;

/// <summary>Seals contact details that are not sealed, after the start and every hour: one node does it for all, and no request waits for it.</summary>
internal sealed class ContactSealing(
    DatabaseConnection connection,
    IServiceScopeFactory scopes,
    IOptions<PrivacyOptions> options,
    TimeProvider time,
    ILogger<ContactSealing> logger) : BackgroundService
{
    // While a release is replaced, the one before may store some that are not.
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.SealStoredContacts)
            return;
        using var timer = new PeriodicTimer(Between, time);
        do
            await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var turn = await DatabaseLock.TryTakeAsync(connection, DatabaseLock.ContactSealing, stoppingToken);
            if (turn is null)
                return;
            var count = 0;
            Guid? after = null;
            do
            {
                await using var scope = scopes.CreateAsyncScope();
                var result = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SealContacts(after), stoppingToken);
                count += result.Sealed;
                after = result.Last;
            }
            while (after is not null);
            if (count > 0)
                logger.LogInformation("Contact details of {Count} interviews were sealed.", count);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // Whatever it was: they are read as they are, and it is tried again.
            logger.LogWarning("Stored contact details could not all be sealed: {Reason} It is tried again in {Minutes} minutes.", exception.GetBaseException().Message, Between.TotalMinutes);
        }
    }
}
