using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Common;

/// <summary>Changes that may meet others to the same rows.</summary>
internal static class ConcurrentChanges
{
    // Of those that meet, one succeeds in each round.
    private const int Attempts = 25;
    private const int LongestPauseInMilliseconds = 20;

    /// <summary>
    /// Carries out a change that loads what it needs and saves it. Where the database refuses it, because somebody else was first or because
    /// it was stored although its confirmation got lost, it begins anew with what is there by then.
    /// </summary>
    /// <exception cref="DbUpdateException">It was refused every time.</exception>
    public static async Task<T> UntilStoredAsync<T>(this IApplicationDbContext db, Func<Task<T>> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await change();
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                db.ChangeTracker.Clear();
                // The others wait for different times, so that they do not all meet again.
                if (attempt > 1)
                    await Task.Delay(Random.Shared.Next(LongestPauseInMilliseconds));
            }
        }
    }
}
