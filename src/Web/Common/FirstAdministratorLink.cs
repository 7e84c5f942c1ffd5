using AgentBrain.Application.Accounts;
using MediatR;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AgentBrain.Web.Common;

/// <summary>While there is no account, each start tells whoever reads the log how to create the first one. There is no default account.</summary>
public sealed class FirstAdministratorLink(IServiceScopeFactory scopes, IServer server, IHostEnvironment environment, ILogger<FirstAdministratorLink> logger) : IHostedLifecycleService
{
    private static readonly string[] AnyHost = ["[::]", "0.0.0.0", "+", "*"];

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // By now the database is ready, and the server knows its addresses.
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new OfferSetup(), cancellationToken) is { } token)
        {
            // Where something in front speaks TLS, the addresses of this server are not those that people use.
            var address = Base();
            if (environment.IsDevelopment() || address.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            {
                logger.LogWarning(
                    "There is no account yet. Create the first administrator within 24 hours, by this link, which works once: {Link}",
                    address + JoinLinks.Path(token));
            }
            else
            {
                logger.LogWarning(
                    "There is no account yet. Create the first administrator within 24 hours, by this link, which works once, at the address under which people reach this application: {Path}",
                    JoinLinks.Path(token));
            }
        }
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Base()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var address = addresses.FirstOrDefault(bound => bound.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) ?? addresses.FirstOrDefault() ?? "http://localhost";
        return AnyHost.Aggregate(address, (text, host) => text.Replace($"//{host}", "//localhost", StringComparison.Ordinal)).TrimEnd('/');
    }
}
