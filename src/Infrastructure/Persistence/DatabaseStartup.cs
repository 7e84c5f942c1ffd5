using System.Text.Json;
using AgentBrain.Application.Brain;
using AgentBrain.Application.Privacy;
using AgentBrain.Infrastructure.Jobs;
using AgentBrain.Infrastructure.Persistence.Adoption;
using AgentBrain.Infrastructure.Persistence.LocalServer;
using AgentBrain.Infrastructure.Privacy;
using MediatR;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>
/// Makes the database ready before the first request: starts a local server where no connection string is configured, applies migrations
/// where that is wanted, and publishes the shipped brain where there is none.
/// </summary>
public sealed class DatabaseStartup(
    DatabaseConnection connection,
    DatabaseMigrator migrator,
    IServiceScopeFactory scopes,
    IHostEnvironment environment,
    IOptions<DatabaseOptions> options,
    ILogger<DatabaseStartup> logger) : IHostedService
{
    // Migrations of the node before may take their time.
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(30);
    private LocalPostgres.Running? _local;

    /// <exception cref="DatabaseNotReadyException">The database cannot be used; the message says what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        try
        {
            await PrepareAsync(migrate: options.Value.MigrateOnStart ?? _local is not null, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw new DatabaseNotReadyException($"The database cannot be used: {exception.Message} Check the connection string and that the server runs.", exception);
        }
        catch (Exception exception) when (exception is DbUpdateException or RetryLimitExceededException)
        {
            throw new DatabaseNotReadyException($"The first brain revision could not be stored: {exception.GetBaseException().Message} Start again; if that fails too, check the database.", exception);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException or FormatException)
        {
            throw new DatabaseNotReadyException($"The brain in the database cannot be published: {exception.Message} Correct the rows of the brain_* tables.", exception);
        }
    }

    /// <summary>Finds the database, or starts the local server where no connection string is configured. What is in it stays as it is.</summary>
    /// <exception cref="DatabaseNotReadyException">There is no database to use; the message says what to do.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (connection.Text is null)
        {
            if (environment.IsProduction())
            {
                throw new DatabaseNotReadyException(
                    $"No database is configured. Set the connection string, for example in the environment: "
                    + $"ConnectionStrings__{AgentBrainDbContextOptions.ConnectionStringName}='Host=…;Database=…;Username=…;Password=…'.");
            }
            connection.Text = await StartLocalServerAsync(cancellationToken);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_local is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await _local.StopAsync(cancellationToken);
        }
    }

    private async Task<string> StartLocalServerAsync(CancellationToken cancellationToken)
    {
        var settings = LocalPostgresOptions.ForContentRoot(environment.ContentRootPath);
        if (options.Value.LocalDataPath is { Length: > 0 } path)
            settings = settings with { DataRoot = Path.GetFullPath(path, environment.ContentRootPath) };
        try
        {
            _local = await LocalPostgres.StartAsync(settings, logger, cancellationToken);
            return _local.ConnectionString;
        }
        catch (LocalPostgresException exception)
        {
            throw new DatabaseNotReadyException(exception.Message, exception);
        }
    }

    private async Task PrepareAsync(bool migrate, CancellationToken cancellationToken)
    {
        // Several nodes may start at once.
        await using var turn = await DatabaseLock.TakeAsync(connection, DatabaseLock.Schema, StartPatience, cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>().Database;
        if (migrate)
            await migrator.MigrateInTurnAsync(cancellationToken);
        else if ((await database.GetPendingMigrationsAsync(cancellationToken)).ToList() is { Count: > 0 } pending)
        {
            await UnadoptedDatabase.RefuseAsync(database, pending, cancellationToken);
            throw new DatabaseNotReadyException(
                $"The database lacks {pending.Count} migration(s), the first of them {pending[0]}. Apply them with 'db migrate' or with "
                + "'dotnet ef database update --project src/Infrastructure --startup-project src/Web', or set Database__MigrateOnStart=true.");
        }
        else
        {
            // 'dotnet ef' knows nothing of them.
            await JobStore.PrepareAsync(connection, cancellationToken);
        }

        await scope.ServiceProvider.GetRequiredService<OpenKeys>().SealAsync(
            scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>(), scope.ServiceProvider.GetRequiredService<ILoggerFactory>(), cancellationToken);
        // Two nodes that start on an empty database would each make a key, and neither would know the other's for a day.
        scope.ServiceProvider.GetRequiredService<IDataProtectionProvider>().CreateProtector(nameof(DatabaseStartup)).Protect([]);

        var published = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new EnsureBrainPublished(), cancellationToken);
        if (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new EnsureConsentPublished(), cancellationToken))
            logger.LogInformation("The consent text that ships with the application was published.");
        if (published != EnsureBrainPublishedResult.AlreadyPublished)
            logger.LogInformation("The first brain revision was published: {Published}", published);
    }
}
