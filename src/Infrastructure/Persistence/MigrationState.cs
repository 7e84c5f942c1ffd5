using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>Compares the migrations of this build with those that the database has.</summary>
public sealed class MigrationState(AgentBrainDbContext db)
{
    /// <exception cref="System.Data.Common.DbException">The database does not answer.</exception>
    public async Task<FoundMigrations> FindAsync(CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToList();
        var recorded = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet();
        return new FoundMigrations(
            [.. known.Where(recorded.Contains)],
            [.. known.Where(migration => !recorded.Contains(migration))],
            [.. recorded.Except(known).Order(StringComparer.Ordinal)]);
    }
}

/// <summary>Names of migrations, oldest first.</summary>
/// <param name="Applied">Those of this build that are applied.</param>
/// <param name="Pending">Those of this build that are not.</param>
/// <param name="Foreign">Applied ones that this build does not have: a newer one brought them.</param>
public sealed record FoundMigrations(IReadOnlyList<string> Applied, IReadOnlyList<string> Pending, IReadOnlyList<string> Foreign);
