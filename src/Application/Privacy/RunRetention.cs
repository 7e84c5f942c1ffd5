using AgentBrain.Application.Common;
using AgentBrain.Application.Jobs;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Privacy;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>Removes what has been kept long enough, once a day.</summary>
/// <param name="RunId">The day's run.</param>
public sealed record RunRetention(Guid RunId) : IJob
{
    /// <inheritdoc/>
    public static JobQueue Queue => JobQueue.Upkeep;
}

/// <summary>Handles <see cref="RunRetention"/>.</summary>
public sealed class RunRetentionHandler(WorkTurn turn, Retention retention) : IRequestHandler<RunRetention>
{
    /// <inheritdoc/>
    public async Task<Unit> Handle(RunRetention request, CancellationToken cancellationToken)
    {
        var (removed, left) = (0, 0);
        await turn.DoAsync<RetentionRun>(
            request.RunId,
            async (_, ending) =>
            {
                (removed, left) = await retention.ApplyAsync(ending);
                return new AttemptOutcome.Succeeded();
            },
            (run, _) =>
            {
                run.Note(removed, left);
                return Task.CompletedTask;
            },
            cancellationToken);
        return Unit.Value;
    }
}

/// <summary>Finds the run of today, and makes it where there is none yet.</summary>
internal sealed class RetentionDue(IApplicationDbContext db, TimeProvider time) : IDueWork
{
    // Where days were missed, the runs of the newest ones suffice.
    private const int KeptDays = 90;

    public JobQueue Queue => RunRetention.Queue;

    public async Task EnqueueAsync(IJobs jobs, int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (!await db.Set<RetentionRun>().AnyAsync(run => run.Day == today, cancellationToken))
            await AddAsync(now, today, cancellationToken);
        foreach (var id in await db.Set<RetentionRun>().Due(now).Select(run => run.Id).Take(limit).ToListAsync(cancellationToken))
            jobs.Enqueue(new RunRetention(id));
    }

    private async Task AddAsync(DateTimeOffset now, DateOnly today, CancellationToken cancellationToken)
    {
        var oldest = today.AddDays(-KeptDays);
        await db.Set<RetentionRun>().Where(run => run.Day < oldest).ExecuteDeleteAsync(cancellationToken);
        db.Set<RetentionRun>().Add(RetentionRun.Of(now));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another node was first.
            db.ChangeTracker.Clear();
        }
    }
}
