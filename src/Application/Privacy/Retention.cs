using AgentBrain.Application.Common;
using AgentBrain.Domain.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Application.Privacy;

/// <summary>Removes what has been kept long enough: one interview at a time, so that it can be ended anywhere and none stands in the way of others.</summary>
public sealed partial class Retention(
    IApplicationDbContext db, IEnumerable<IRetained> kinds, InterviewEraser eraser, TimeProvider time, ILogger<Retention> logger)
{
    private const int BatchSize = 100;

    /// <summary>Since when what is due now has been kept, for each kind that is not kept for ever.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<IReadOnlyList<DueKind>> DueAsync(CancellationToken cancellationToken)
    {
        var periods = await db.RetentionPeriods.AsNoTracking().ToDictionaryAsync(period => period.Kind, period => period.Days, cancellationToken);
        var now = time.GetUtcNow();
        return
        [
            .. kinds.Where(kind => periods.GetValueOrDefault(kind.Kind) is not null).OrderBy(kind => kind.Kind)
                .Select(kind => new DueKind(kind, now.AddDays(-periods[kind.Kind]!.Value))),
        ];
    }

    /// <summary>Removes everything that is due.</summary>
    /// <param name="cancellationToken">Ends it; what was removed until then stays removed.</param>
    /// <returns>How much was removed, and how much could not be.</returns>
    public async Task<(int Removed, int Left)> ApplyAsync(CancellationToken cancellationToken)
    {
        var (removed, left) = (0, 0);
        // Whole interviews first: what goes with them need not be taken from them.
        foreach (var (kind, before) in (await DueAsync(cancellationToken)).OrderByDescending(due => due.Kind.Kind is RetentionKind.Answers or RetentionKind.Unfinished))
        {
            var failed = new HashSet<Guid>();
            while (await NextAsync(kind, before, failed, cancellationToken) is { Count: > 0 } batch)
            {
                foreach (var sessionId in batch)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (await TryRemoveAsync(kind, sessionId, before, cancellationToken))
                        removed++;
                    else
                        failed.Add(sessionId);
                }
            }
            left += failed.Count;
        }
        await eraser.RemoveForgottenFilesAsync(cancellationToken);
        return (removed, left);
    }

    private static async Task<List<Guid>> NextAsync(IRetained kind, DateTimeOffset before, HashSet<Guid> failed, CancellationToken cancellationToken) =>
        await kind.KeptSinceBefore(before).Where(kept => !failed.Contains(kept.SessionId))
            .OrderBy(kept => kept.Since).ThenBy(kept => kept.SessionId)
            .Select(kept => kept.SessionId).Take(BatchSize).ToListAsync(cancellationToken);

    private async Task<bool> TryRemoveAsync(IRetained kind, Guid sessionId, DateTimeOffset before, CancellationToken cancellationToken)
    {
        try
        {
            await kind.RemoveAsync(sessionId, before, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is NotFoundException or ErasedException)
        {
            // Somebody else was first.
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Its words may be the respondent's.
            LogLeft(kind.Kind, sessionId, exception.GetBaseException().GetType().Name);
            return false;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Kind} of interview {SessionId} could not be removed ({Exception}); the next run tries again")]
    private partial void LogLeft(RetentionKind kind, Guid sessionId, string exception);
}

/// <summary>A kind of which something may be due.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Before">Due is what has been kept since before this moment (UTC).</param>
internal sealed record DueKind(IRetained Kind, DateTimeOffset Before);
