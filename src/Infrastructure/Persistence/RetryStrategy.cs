using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>
/// What is repeated when the connection breaks, and what else passes when another server takes over. A request waits for its answer: few and short
/// retries. What respondents send is safe to repeat, because ids come from the application or a constraint refuses the second copy.
/// </summary>
internal sealed class RetryStrategy(ExecutionStrategyDependencies dependencies)
    : NpgsqlRetryingExecutionStrategy(dependencies, RetryCount, LongestPause, [DatabaseTrouble.ReadOnly])
{
    private const int RetryCount = 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    protected override bool ShouldRetryOn(Exception? exception) =>
        base.ShouldRetryOn(exception) || (exception is not null && (DatabaseTrouble.IsWithoutHost(exception) || IsLostWhileSending(exception)));

    protected override void OnRetry()
    {
        // Connections to a server that was demoted would be handed out until they grow old.
        if (IsReadOnly(ExceptionsEncountered[^1]) && Dependencies.CurrentContext.Context.Database.GetDbConnection() is NpgsqlConnection connection)
            NpgsqlConnection.ClearPool(connection);
        base.OnRetry();
    }

    private static bool IsReadOnly(Exception exception) =>
        exception is PostgresException { SqlState: DatabaseTrouble.ReadOnly } || (exception.InnerException is { } inner && IsReadOnly(inner));

    // A connection that breaks while a long command is still being sent takes the reader of its outcome away: the driver then fails over its own
    // absence instead of naming the lost connection, see https://github.com/npgsql/npgsql/issues/1323.
    private static bool IsLostWhileSending(Exception exception) =>
        exception is NullReferenceException && exception.Source == typeof(NpgsqlConnection).Assembly.GetName().Name;
}
