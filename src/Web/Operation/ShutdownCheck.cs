using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AgentBrain.Web.Operation;

/// <summary>Whether the application means to stay.</summary>
internal sealed class ShutdownCheck(GracefulShutdown shutdown) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(shutdown.HasBegun ? HealthCheckResult.Unhealthy("The application is shutting down.") : HealthCheckResult.Healthy("The application takes requests."));
}
