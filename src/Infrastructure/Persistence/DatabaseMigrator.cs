using AgentBrain.Infrastructure.Jobs;
using AgentBrain.Infrastructure.Persistence.Adoption;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>Applies migrations, one node at a time.</summary>
public sealed class DatabaseMigrator(DatabaseConnection connection)
{
    /// <summary>How long a change waits for whoever uses a table. Meanwhile all who come later wait, too.</summary>
    private static readonly TimeSpan TablePatience = TimeSpan.FromSeconds(10);

    /// <summary>Applies what is pending, each migration in a transaction of its own.</summary>
    /// <param name="patience">How long to wait for another node that does the same.</param>
    /// <param name="cancellationToken">Ends the work; the migration in progress is taken back.</param>
    /// <returns>The migrations that were applied, oldest first.</returns>
    /// <exception cref="DatabaseNotReadyException">They could not be applied; the message says why and what to do.</exception>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        await using var turn = await DatabaseLock.TakeAsync(connection, DatabaseLock.Schema, patience, cancellationToken);
        return await MigrateInTurnAsync(cancellationToken);
    }

    /// <summary>Applies what is pending for whoever holds <see cref="DatabaseLock.Schema"/>. The lock that EF takes is let go between two migrations, so that it does not keep nodes apart.</summary>
    /// <inheritdoc cref="MigrateAsync"/>
    internal async Task<IReadOnlyList<string>> MigrateInTurnAsync(CancellationToken cancellationToken)
    {
        await using var context = Context();
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count == 0)
        {
            await JobStore.PrepareAsync(connection, cancellationToken);
            return pending;
        }
        await UnadoptedDatabase.RefuseAsync(context.Database, pending, cancellationToken);
        try
        {
            await context.Database.MigrateAsync(cancellationToken);
            await JobStore.PrepareAsync(connection, cancellationToken);
            return pending;
        }
        catch (Exception exception) when (exception is PostgresException or RetryLimitExceededException && exception.GetBaseException() is PostgresException refused)
        {
            var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet();
            throw new DatabaseNotReadyException(
                $"The migration {pending.Find(migration => !applied.Contains(migration))} could not be applied: {refused.MessageText} "
                + (refused.SqlState == PostgresErrorCodes.LockNotAvailable
                    ? "Somebody uses a table that it changes. It was taken back: apply it again when long-running queries have ended."
                    : "It was taken back, those before it stay."),
                exception);
        }
    }

    // On connections of its own: what is set for migrations does not stay on connections that requests use.
    private AgentBrainDbContext Context()
    {
        var settings = connection.Unpooled();
        // The last word is the operator's.
        settings.Options = $"-c lock_timeout={TablePatience.TotalSeconds:0}s {settings.Options}".TrimEnd();
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(settings.ConnectionString);
        var context = new AgentBrainDbContext(options.Options);
        // Filling new columns of large tables takes its time; waiting for others is bounded by the server.
        context.Database.SetCommandTimeout(TimeSpan.Zero);
        return context;
    }
}
