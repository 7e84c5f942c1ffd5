using AgentBrain.Infrastructure.Health;
using Microsoft.Extensions.Logging.Console;

namespace AgentBrain.Web.Operation;

/// <summary>What those need who operate the application: that it starts and ends in order, tells how it is, and what it did.</summary>
public static class OperationSetup
{
    private const string FormatterKey = "Logging:Console:FormatterName";

    public static IServiceCollection AddOperation(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var notice = GracefulShutdown.Notice(configuration, environment);
        services.AddSystemd();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = GracefulShutdown.Longest);
        services.AddSingleton(provider => new GracefulShutdown(provider.GetRequiredService<IHostApplicationLifetime>(), notice, TimeProvider.System));
        services.AddHostedService(provider => provider.GetRequiredService<GracefulShutdown>());
        services.AddHealthChecks().AddCheck<ShutdownCheck>("application", tags: [Readiness.Tag]);
        services.AddHostedService<TraceIds>();
        services.AddTelemetry(configuration);
        return services;
    }

    /// <summary>
    /// One JSON object a line in Production, for programs that collect logs; else lines for people, unless <c>Logging:Console:FormatterName</c> says
    /// otherwise. The scopes name the trace that a line belongs to.
    /// </summary>
    public static ILoggingBuilder AddOperationLog(this ILoggingBuilder logging, IConfiguration configuration, IHostEnvironment environment)
    {
        var formatter = configuration[FormatterKey] ?? (environment.IsProduction() ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple);
        // After everything else: a service of systemd would write in the form of systemd.
        logging.Services.PostConfigure<ConsoleLoggerOptions>(options => options.FormatterName = formatter);
        logging.Services.Configure<JsonConsoleFormatterOptions>(options =>
        {
            options.IncludeScopes = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        return logging;
    }
}
