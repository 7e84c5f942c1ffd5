using AgentBrain.Domain.Jobs;

namespace AgentBrain.Application.Jobs;

/// <summary>Questions about outside work.</summary>
public static class DueWork
{
    /// <summary>What is due, the oldest first; see <see cref="OutsideWork.IsDue"/>.</summary>
    /// <param name="work">All of a kind.</param>
    /// <param name="now">The present time.</param>
    public static IQueryable<T> Due<T>(this IQueryable<T> work, DateTimeOffset now)
        where T : OutsideWork => work
        .Where(one => one.EndedAt == null)
        .Where(one => (one.Status == WorkStatus.Waiting && one.NextAttemptAt <= now) || (one.Status == WorkStatus.Running && one.LeasedUntil < now))
        .OrderBy(one => one.NextAttemptAt ?? one.LeasedUntil).ThenBy(one => one.Id);
}
