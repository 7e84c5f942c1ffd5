using System.Data.Common;
using AgentBrain.Application;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Infrastructure;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Infrastructure.Persistence.Backups;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging.Console;

namespace AgentBrain.Web.Commands;

/// <summary>The application without the web: sends what a command asks for, as whoever runs the server.</summary>
internal static class CommandHost
{
    /// <summary>
    /// Sends a request while the database is ready. Where no connection string is configured that is the local server: the one that runs, or one that
    /// runs for as long as the command does.
    /// </summary>
    /// <exception cref="CommandFailedException">The database is not ready, or the request was refused.</exception>
    public static Task<T> SendAsync<T>(CommandConsole console, IRequest<T> request, CancellationToken cancellationToken) =>
        OnDatabaseAsync(console, (database, token) => database.StartAsync(token), (services, token) => SendAsync(services, request, token), cancellationToken);

    /// <summary>
    /// Does something with the database as it is: nothing is migrated or published. Where no connection string is configured that is the local server, as for
    /// <see cref="SendAsync{T}(CommandConsole, IRequest{T}, CancellationToken)"/>.
    /// </summary>
    /// <exception cref="CommandFailedException">There is no database, or it did not do it.</exception>
    public static Task<T> WithDatabaseAsync<T>(CommandConsole console, Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        OnDatabaseAsync(
            console,
            (database, token) => database.OpenAsync(token),
            async (services, token) =>
            {
                await using var scope = services.CreateAsyncScope();
                return await work(scope.ServiceProvider, token);
            },
            cancellationToken);

    /// <summary>Sends a request that needs no database.</summary>
    /// <exception cref="CommandFailedException">The request was refused.</exception>
    public static async Task<T> SendWithoutDatabaseAsync<T>(CommandConsole console, IRequest<T> request, CancellationToken cancellationToken)
    {
        await using var app = Build(console);
        return await SendAsync(app.Services, request, cancellationToken);
    }

    private static async Task<T> OnDatabaseAsync<T>(
        CommandConsole console,
        Func<DatabaseStartup, CancellationToken, Task> open,
        Func<IServiceProvider, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken)
    {
        await using var app = Build(console);
        var database = app.Services.GetServices<IHostedService>().OfType<DatabaseStartup>().Single();
        try
        {
            await open(database, cancellationToken);
            return await work(app.Services, cancellationToken);
        }
        catch (Exception exception) when (exception is DatabaseNotReadyException or BackupException)
        {
            throw new CommandFailedException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is DbException or DbUpdateException or RetryLimitExceededException)
        {
            throw new CommandFailedException($"The database did not take it: {exception.GetBaseException().Message}", exception);
        }
        finally
        {
            // Also after an interruption: a server that was started for this command is not left behind.
            await database.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<T> SendAsync<T>(IServiceProvider services, IRequest<T> request, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
        }
        catch (ValidationException invalid)
        {
            throw new CommandFailedException(string.Join('\n', invalid.Errors.Select(failure => $"{failure.PropertyName}: {failure.ErrorMessage}")), invalid);
        }
    }

    private static WebApplication Build(CommandConsole console)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(console.Settings);

        // The output belongs to the command.
        builder.Logging.ClearProviders()
            .AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddFilter<ConsoleLoggerProvider>(null, LogLevel.Warning)
            // What fails in the database is said once, in the words of the command.
            .AddFilter<ConsoleLoggerProvider>("Microsoft.EntityFrameworkCore", LogLevel.None);
        builder.Services
            .AddInfrastructure(builder.Configuration)
            .AddApplication(builder.Configuration["AutoMapper:LicenseKey"])
            .AddScoped<ICurrentAccount, Operator>()
            .AddScoped<ICurrentRespondent, Operator>();
        return builder.Build();
    }

    /// <summary>Whoever may start programs on the server may do everything there.</summary>
    private sealed class Operator : ICurrentAccount, ICurrentRespondent
    {
        public Guid? Id => null;

        public string? Name => "command line";

        public IReadOnlyCollection<string> Roles { get; } = [Domain.Accounts.Roles.Administrator];

        public SecretToken? Token => null;

        public bool IsProgram => false;
    }
}
