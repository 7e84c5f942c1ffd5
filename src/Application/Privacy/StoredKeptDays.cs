using AgentBrain.Application.Common;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>The periods of retention that are in force, for consent texts.</summary>
internal sealed class StoredKeptDays(IApplicationDbContext db) : IKeptDays
{
    public async Task<IReadOnlyDictionary<string, int>> DaysAsync(CancellationToken cancellationToken)
    {
        // What has no row is kept for ever, as what has no number.
        var stored = await db.RetentionPeriods.AsNoTracking().Where(period => period.Days != null).ToDictionaryAsync(period => period.Kind, period => period.Days!.Value, cancellationToken);
        return ConsentPeriods.Kinds.Where(kind => stored.ContainsKey(kind.Kind)).ToDictionary(kind => kind.Name, kind => stored[kind.Kind]);
    }
}
