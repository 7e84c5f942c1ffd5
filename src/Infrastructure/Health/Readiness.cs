using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Infrastructure.Health;

/// <summary>
/// What has to be right before requests are sent here. A check is a class that implements <c>IHealthCheck</c>: unhealthy keeps requests away, degraded
/// is only told. Its description is one sentence that anybody may read.
/// </summary>
public static class Readiness
{
    /// <summary>Marks the checks that readiness consists of.</summary>
    public const string Tag = "ready";

    // Whoever asks gives up after some seconds as well.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Registers the checks of the database.</summary>
    public static IServiceCollection AddReadiness(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", tags: [Tag], timeout: Patience)
            .AddCheck<MigrationsCheck>("migrations", tags: [Tag], timeout: Patience)
            .AddCheck<DriftHealthCheck>("drift", tags: [Tag], timeout: Patience);
        return services;
    }
}
