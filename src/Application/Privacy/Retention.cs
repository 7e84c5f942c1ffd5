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

    /// <summary>
    /// What is due now, for each kind that is not kept for ever. Whoever agreed to a shorter period than is in force by now is held to it: an interview may be due
    /// earlier than others of its kind.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<IReadOnlyList<DueKind>> DueAsync(CancellationToken cancellationToken)
    {
        var periods = await db.RetentionPeriods.AsNoTracking().ToDictionaryAsync(period => period.Kind, period => period.Days, cancellationToken);
        var told = (await db.ConsentTexts.AsNoTracking().ToListAsync(cancellationToken)).ConvertAll(text => (Version: (int?)text.Version, Periods: ConsentPeriods.Told(text)));
        var now = time.GetUtcNow();
        var due = new List<DueKind>();
        foreach (var kind in kinds.OrderBy(kind => kind.Kind))
        {
            var days = periods.GetValueOrDefault(kind.Kind);
            var shorter = told.Where(text => text.Periods.GetValueOrDefault(kind.Kind) is { } promised && !(days <= promised)).ToList();
            if (days is { } usual)
                Add(usual, [.. shorter.Select(text => text.Version)], among: false);
            foreach (var period in shorter.GroupBy(text => text.Periods[kind.Kind]!.Value, text => text.Version))
                Add(period.Key, [.. period], among: true);

            void Add(int number, List<int?> versions, bool among)
            {
                var before = now.AddDays(-number);
                due.Add(new DueKind(kind, before, kind.KeptSinceBefore(before)
                    .Where(kept => db.Sessions.Any(session => session.Id == kept.SessionId && versions.Contains(session.ConsentVersion)) == among)));
            }
        }
        return due;
    }

    /// <summary>Removes everything that is due.</summary>
    /// <param name="cancellationToken">Ends it; what was removed until then stays removed.</param>
    /// <returns>How much was removed, and how much could not be.</returns>
    public async Task<(int Removed, int Left)> ApplyAsync(CancellationToken cancellationToken)
    {
        var (removed, left) = (0, 0);
        // Whole interviews first: what goes with them need not be taken from them.
        foreach (var (kind, before, keptTooLong) in (await DueAsync(cancellationToken)).OrderByDescending(due => due.Kind.Kind is RetentionKind.Answers or RetentionKind.Unfinished))
        {
            var failed = new HashSet<Guid>();
            while (await NextAsync(keptTooLong, failed, cancellationToken) is { Count: > 0 } batch)
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

    private static async Task<List<Guid>> NextAsync(IQueryable<Retained> keptTooLong, HashSet<Guid> failed, CancellationToken cancellationToken) =>
        await keptTooLong.Where(kept => !failed.Contains(kept.SessionId))
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
/// <param name="Kept">What of it is due, to be sorted and counted by the database.</param>
internal sealed record DueKind(IRetained Kind, DateTimeOffset Before, IQueryable<Retained> Kept);
