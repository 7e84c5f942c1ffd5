using AgentBrain.Application.Common;
using AgentBrain.Domain.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Application.Jobs;

/// <summary>Gives one piece of outside work to one node at a time and stores what becomes of it.</summary>
public sealed class WorkTurn(IApplicationDbContext db, IServiceScopeFactory scopes, TimeProvider time, ILogger<WorkTurn> logger)
{
    private static readonly TimeSpan Heartbeat = OutsideWork.Lease / 3;
    private static readonly TimeSpan BetweenStores = TimeSpan.FromSeconds(1);

    // Long enough for a database to be repaired; meanwhile nobody can begin it anew.
    private static readonly TimeSpan StorePatience = TimeSpan.FromMinutes(10);

    /// <summary>Makes an attempt, where the work is due and nobody else is at it.</summary>
    /// <param name="id">Id of the work.</param>
    /// <param name="attempt">
    /// The attempt. What it is given is not tracked. Its token ends it when somebody else took the work over, or the node ends. What it throws
    /// counts as <see cref="AttemptOutcome.NotNow"/>.
    /// </param>
    /// <param name="settle">What else is stored with the outcome, in the same transaction; it gets the work as it is stored. It may be called again where the database refuses.</param>
    /// <param name="cancellationToken">Ends the attempt: it does not count then.</param>
    /// <returns>The outcome; null when there was nothing to do, or somebody else took it over.</returns>
    public async Task<AttemptOutcome?> DoAsync<T>(
        Guid id,
        Func<T, CancellationToken, Task<AttemptOutcome>> attempt,
        Func<T, AttemptOutcome, Task>? settle,
        CancellationToken cancellationToken)
        where T : OutsideWork
    {
        if (await BeginAsync<T>(id, cancellationToken) is not ({ } work, { } lease))
            return null;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Whose lease cannot be extended, because they alone do not reach the database, must be gone when somebody else takes over.
        ending.CancelAfter(OutsideWork.Lease);
        using var settled = new CancellationTokenSource();
        var heartbeat = KeepAsync<T>(id, lease, ending, settled.Token);
        try
        {
            var outcome = work.IsLeftTooOften
                ? new AttemptOutcome.Refused($"It was left behind {OutsideWork.MostTakeovers} times in a row: whoever does it seems to be ended by it.")
                : await Telemetry.AttemptAsync(typeof(T).Name, () => AttemptAsync(work, attempt, ending.Token, cancellationToken));
            return outcome is not null && await StoreAsync(id, lease, outcome, settle) ? outcome : null;
        }
        finally
        {
            await settled.CancelAsync();
            await heartbeat;
        }
    }

    private async Task<(T? Work, Guid? Lease)> BeginAsync<T>(Guid id, CancellationToken cancellationToken)
        where T : OutsideWork
    {
        db.ChangeTracker.Clear();
        var now = time.GetUtcNow();
        var work = await db.Set<T>().SingleOrDefaultAsync(one => one.Id == id, cancellationToken);
        if (work is null || !work.IsDue(now))
            return default;
        var lease = work.Begin(now);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return (work, lease);
        }
        catch (DbUpdateConcurrencyException)
        {
            return default;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    // Null when somebody else took it over.
    private async Task<AttemptOutcome?> AttemptAsync<T>(T work, Func<T, CancellationToken, Task<AttemptOutcome>> attempt, CancellationToken ending, CancellationToken stopping)
        where T : OutsideWork
    {
        try
        {
            return await attempt(work, ending);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return new AttemptOutcome.Interrupted();
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            // Its message may hold what a respondent wrote.
            logger.LogWarning("An attempt at {Kind} {Id} failed: {Exception}", typeof(T).Name, work.Id, exception.GetType().FullName);
            return new AttemptOutcome.NotNow($"Unexpected: {exception.GetType().Name}.");
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    // What was done outside cannot be taken back: that it was done is stored even if the database is away for a while or the node is to end.
    private async Task<bool> StoreAsync<T>(Guid id, Guid lease, AttemptOutcome outcome, Func<T, AttemptOutcome, Task>? settle)
        where T : OutsideWork
    {
        for (var began = time.GetTimestamp(); ; await Task.Delay(BetweenStores, time, CancellationToken.None))
        {
            try
            {
                return await db.UntilStoredAsync(async () =>
                {
                    var work = await db.Set<T>().SingleOrDefaultAsync(one => one.Id == id && one.LeaseId == lease, CancellationToken.None);
                    if (work is null)
                        return false;
                    work.End(outcome, time.GetUtcNow());
                    if (settle is not null)
                        await settle(work, outcome);
                    await db.SaveChangesAsync(CancellationToken.None);
                    return true;
                });
            }
            catch (Exception exception) when (time.GetElapsedTime(began) < StorePatience)
            {
                logger.LogWarning("What became of {Kind} {Id} could not be stored yet: {Exception}", typeof(T).Name, id, exception.GetBaseException().GetType().FullName);
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task KeepAsync<T>(Guid id, Guid lease, CancellationTokenSource ending, CancellationToken settled)
        where T : OutsideWork
    {
        while (!settled.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Heartbeat, time, settled);
                var extended = time.GetTimestamp();
                if (await ExtendAsync<T>(id, lease, settled))
                {
                    ending.CancelAfter(OutsideWork.Lease - time.GetElapsedTime(extended));
                    continue;
                }
                await ending.CancelAsync();
                return;
            }
            catch (OperationCanceledException) when (settled.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Tried again until the lease has run out.
                logger.LogWarning("The lease of {Kind} {Id} could not be extended: {Exception}", typeof(T).Name, id, exception.GetBaseException().GetType().FullName);
            }
        }
    }

    // In a statement of its own, and not by version: the lease alone says whose it is.
    private async Task<bool> ExtendAsync<T>(Guid id, Guid lease, CancellationToken cancellationToken)
        where T : OutsideWork
    {
        await using var scope = scopes.CreateAsyncScope();
        var until = time.GetUtcNow() + OutsideWork.Lease;
        return await scope.ServiceProvider.GetRequiredService<IApplicationDbContext>().Set<T>()
            .Where(one => one.Id == id && one.LeaseId == lease)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.LeasedUntil, until), cancellationToken) > 0;
    }
}
