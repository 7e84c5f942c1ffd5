using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AgentBrain.Application.Common;

/// <summary>Changes that may meet others to the same rows.</summary>
internal static class ConcurrentChanges
{
    // Of those that meet, one succeeds in each round.
    private const int Attempts = 25;
    private const int LongestPauseInMilliseconds = 20;

    // SQLSTATE: a key that is taken, a row that is gone, an exclusion; transactions that cannot be put in an order, deadlocks.
    private static readonly string[] Meetings = ["23505", "23503", "23001", "23P01", "40001", "40P01"];

    /// <summary>
    /// Carries out a change that loads what it needs and saves it. Where the database refuses it, because somebody else was first or because
    /// it was stored although its confirmation got lost, it begins anew with what is there by then. Data that cannot be stored are refused at once.
    /// </summary>
    /// <exception cref="DbUpdateException">It was refused every time, or could never be stored.</exception>
    public static async Task<T> UntilStoredAsync<T>(this IApplicationDbContext db, Func<Task<T>> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await change();
            }
            catch (Exception exception) when (attempt < Attempts && MaySucceed(exception))
            {
                db.ChangeTracker.Clear();
                // The others wait for different times, so that they do not all meet again.
                if (attempt > 1)
                    await Task.Delay(Random.Shared.Next(LongestPauseInMilliseconds));
            }
        }
    }

    // Trouble with the connection has no SQLSTATE, or is known to pass.
    // Whoever loses one deadlock after the other is told so by the strategy that tries statements again.
    private static bool MaySucceed(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: DbException cause } => cause.IsTransient || cause.SqlState is null || Meetings.Contains(cause.SqlState),
        RetryLimitExceededException { InnerException: DbUpdateException { InnerException: DbException { SqlState: not null } } last } => MaySucceed(last),
        _ => false,
    };
}
