using AgentBrain.Application.Operations;
using AgentBrain.Domain.Operations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AgentBrain.Infrastructure.Health;

/// <summary>What the newest check for drift says. A database that has drifted is worth a look, and no reason to turn respondents away.</summary>
internal sealed class DriftHealthCheck(DriftChecks checks) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await checks.NewestAsync(cancellationToken) switch
            {
                { Outcome: DriftOutcome.Drifted } drift => HealthCheckResult.Degraded($"The database differs from what its migrations build. Differences: {drift.Findings.Count}. The workspace and 'db drift' name them."),
                { Outcome: DriftOutcome.Unknown } => HealthCheckResult.Degraded("The database could not be compared with its migrations. 'db drift' says why."),
                null => HealthCheckResult.Healthy("The database has not been compared with its migrations yet."),
                _ => HealthCheckResult.Healthy("The database is what its migrations build."),
            };
        }
        catch (Exception exception)
        {
            return HealthCheckResult.Degraded("The newest check for drift cannot be read.", exception);
        }
    }
}
