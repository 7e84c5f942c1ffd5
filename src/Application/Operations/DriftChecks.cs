using AgentBrain.Application.Common;
using AgentBrain.Domain.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Application.Operations;

/// <summary>Makes checks for drift and keeps them, for all nodes to see.</summary>
public sealed class DriftChecks(IApplicationDbContext db, IDatabaseInspection inspection, TimeProvider time, ILogger<DriftChecks> logger)
{
    /// <summary>How long a check holds.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromHours(24);

    /// <summary>The newest check; null when there is none.</summary>
    public Task<DriftCheck?> NewestAsync(CancellationToken cancellationToken) =>
        db.DriftChecks.AsNoTracking().OrderByDescending(check => check.Id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Whether the newest check says nothing of how the database is now.</summary>
    /// <param name="newest">The newest check; null when there is none.</param>
    /// <param name="state">How the database is.</param>
    public bool IsDue(DriftCheck? newest, DatabaseState state) =>
        newest is null || newest.Outcome == DriftOutcome.Unknown || newest.IsOutdated(state.LastApplied, time.GetUtcNow(), Validity);

    /// <summary>Makes a check, keeps it and says in the log what came of it.</summary>
    /// <exception cref="System.Data.Common.DbException">The database does not answer.</exception>
    public async Task<DriftCheck> CheckAsync(CancellationToken cancellationToken)
    {
        var check = DriftCheck.Of(await inspection.CompareAsync(cancellationToken), time.GetUtcNow());
        db.DriftChecks.Add(check);
        await db.SaveChangesAsync(cancellationToken);
        await db.DriftChecks.Where(old => old.Id <= check.Id - DriftCheck.Kept).ExecuteDeleteAsync(cancellationToken);
        Log(check);
        return check;
    }

    private void Log(DriftCheck check)
    {
        switch (check.Outcome)
        {
            case DriftOutcome.Same:
                logger.LogInformation("The database is as its migrations build it. {Explanation}", check.Explanation);
                break;
            case DriftOutcome.Drifted:
                logger.LogWarning(
                    "The database has drifted from its migrations. Differences ({Count}): {Differences} 'db drift --sql' shows what would reconcile them.",
                    check.Findings.Count,
                    string.Join(" ", check.Findings.Select(finding => finding.Sentence)));
                break;
            default:
                logger.LogWarning("Whether the database has drifted from its migrations could not be found out. {Explanation}", check.Explanation);
                break;
        }
    }
}
