using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AgentBrain.Infrastructure.Health;

/// <summary>Whether the database answers.</summary>
internal sealed class DatabaseCheck(AgentBrainDbContext db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await db.Database.ExecuteSqlRawAsync("SELECT 1", cancellationToken);
            return HealthCheckResult.Healthy("The database answers.");
        }
        catch (Exception exception)
        {
            // Whatever keeps it from answering: that is what was asked.
            return HealthCheckResult.Unhealthy("The database does not answer.", exception);
        }
    }
}
