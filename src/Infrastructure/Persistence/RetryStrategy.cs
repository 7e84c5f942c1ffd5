using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>Repeats what a passing trouble of the database or of the way to it has interrupted.</summary>
public sealed class RetryStrategy(ExecutionStrategyDependencies dependencies) : NpgsqlRetryingExecutionStrategy(dependencies, RetryCount, LongestPause, errorCodesToAdd: null)
{
    // A request waits for its answer: few and short retries. What respondents send is safe to repeat, because ids come from the
    // application or a constraint refuses the second copy.
    private const int RetryCount = 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override bool ShouldRetryOn(Exception? exception) => base.ShouldRetryOn(exception) || IsLostWhileSending(exception);

    // A connection that breaks while a long command is still being sent takes the reader of its outcome away: the driver then fails over its own
    // absence instead of naming the lost connection, see https://github.com/npgsql/npgsql/issues/1323.
    private static bool IsLostWhileSending(Exception? exception) =>
        exception is NullReferenceException && exception.Source == typeof(NpgsqlConnection).Assembly.GetName().Name;
}
