using AgentBrain.Application.Brain;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>
/// Hears of what other nodes publish, and reads every second what is newest in case that it hears nothing, as behind a pooler that hands connections
/// out by the transaction. While it cannot, every start of an interview reads it.
/// </summary>
internal sealed class PublicationListener(DatabaseConnection database, NewestRevision newest, ILogger<PublicationListener> logger) : BackgroundService
{
    /// <summary>Where publications are announced.</summary>
    public const string Channel = "agentbrain_published";

    private const int LongestReadInSeconds = 5;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private bool _failed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                newest.Forget();
                if (!_failed)
                    logger.LogWarning("What other nodes publish is not heard of, so that every start of an interview looks for it: {Problem}", exception.Message);
                _failed = true;
                await Task.Delay(Period, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        // A connection of its own: one that is lent to others cannot listen.
        var settings = database.Unpooled();
        settings.CommandTimeout = LongestReadInSeconds;
        await using var connection = await DatabaseConnection.OpenAsync(settings, cancellationToken);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        await using var read = new NpgsqlCommand("SELECT max(id) FROM brain_revisions", connection);
        while (true)
        {
            var moment = newest.BeforeReading();
            newest.Read(await read.ExecuteScalarAsync(cancellationToken) as int?, moment);
            if (_failed)
                logger.LogInformation("What other nodes publish is heard of again");
            _failed = false;
            await connection.WaitAsync(Period, cancellationToken);
        }
    }
}
