using AgentBrain.Infrastructure.Persistence;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AgentBrain.Infrastructure.Health;

/// <summary>Whether the database has every migration of this build. More of them are no fault: an older build runs again after a newer one was taken back.</summary>
internal sealed class MigrationsCheck(MigrationState state) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var found = await state.FindAsync(cancellationToken);
            return found switch
            {
                { Pending: [var first, ..] pending } => HealthCheckResult.Unhealthy($"Migrations that are not applied: {pending.Count}, the first of them {first}."),
                { Foreign: [.., var last] foreign } => HealthCheckResult.Healthy($"All migrations are applied, and {foreign.Count} of a newer build, the last of them {last}."),
                _ => HealthCheckResult.Healthy($"All {found.Applied.Count} migrations are applied."),
            };
        }
        catch (Exception exception)
        {
            return HealthCheckResult.Unhealthy("Which migrations are applied cannot be read.", exception);
        }
    }
}
