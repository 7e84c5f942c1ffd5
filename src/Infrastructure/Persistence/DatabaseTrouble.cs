using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>Which troubles with the database pass, so that what was asked for may be asked for again.</summary>
public static class DatabaseTrouble
{
    /// <summary>The server takes no changes, as one that follows another or was made to.</summary>
    internal const string ReadOnly = PostgresErrorCodes.ReadOnlySqlTransaction;

    /// <summary>Whether the database cannot be used for a while, and what was asked for is worth repeating later.</summary>
    public static bool IsAway(Exception exception) => exception is RetryLimitExceededException or NpgsqlException { IsTransient: true } or TimeoutException
        // A database that is renamed or closed for a while, as while a backup is restored.
        or PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.ObjectNotInPrerequisiteState or ReadOnly }
        || IsWithoutHost(exception)
        || (exception.InnerException is { } inner && IsAway(inner));

    /// <summary>Of several hosts none can be used at present, as until another one is promoted.</summary>
    internal static bool IsWithoutHost(Exception exception) =>
        exception is NpgsqlException and not PostgresException && exception.Message.Contains("suitable host", StringComparison.Ordinal);
}
