using AgentBrain.Application.Common;
using AgentBrain.Domain.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AgentBrain.Infrastructure.Health;

/// <summary>What the newest check for drift says. A database that has drifted is worth a look, and no reason to turn respondents away.</summary>
internal sealed class DriftHealthCheck(IApplicationDbContext db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // Without what it found: this is asked every few seconds.
            var newest = await db.DriftChecks.OrderByDescending(check => check.Id).Select(check => new { check.Outcome, check.CheckedAt }).FirstOrDefaultAsync(cancellationToken);
            return newest?.Outcome switch
            {
                null => HealthCheckResult.Healthy("The database has not been compared with its migrations yet."),
                DriftOutcome.Drifted => HealthCheckResult.Degraded($"On {newest.CheckedAt:u} the database differed from what its migrations build. The workspace and 'db drift' say in what."),
                DriftOutcome.Unknown => HealthCheckResult.Degraded($"On {newest.CheckedAt:u} the database could not be compared with its migrations. 'db drift' says why."),
                _ => HealthCheckResult.Healthy($"On {newest.CheckedAt:u} the database was what its migrations build."),
            };
        }
        catch (Exception exception)
        {
            return HealthCheckResult.Degraded("The newest check for drift cannot be read.", exception);
        }
    }
}
