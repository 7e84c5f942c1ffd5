using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentBrain.Infrastructure.Mail;

/// <summary>Says at the start where mail goes.</summary>
internal sealed class MailNotice(IOptions<MailOptions> configured, IHostEnvironment environment, ILogger<MailNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var options = configured.Value;
        if (options.HasServer)
            logger.LogInformation("Mail goes to {Host}, port {Port}, protected by {Security}", options.Host, options.PortOrDefault, options.Security);
        else
        {
            var folder = MailFolder.PathOf(options, environment);
            logger.Log(
                environment.IsProduction() ? LogLevel.Warning : LogLevel.Information,
                "No mail server is configured: reports are not delivered, they are written as files to {Folder}. Set Mail:Host to change that",
                folder);
            if (!MailFolder.IsWritable(folder))
                logger.LogError("Mail cannot be written to {Folder}: make it a folder that the application may write to, or set Mail:Folder to one", folder);
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
