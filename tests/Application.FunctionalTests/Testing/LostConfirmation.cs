using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Testing;

/// <summary>Breaks the connection right after the database has committed, so that whoever saved does not learn that it was saved.</summary>
internal sealed class LostConfirmation : ISaveChangesInterceptor, IDbTransactionInterceptor
{
    private int _armed;

    /// <summary>Whether a confirmation got lost since <see cref="Arm"/>.</summary>
    public bool Happened { get; private set; }

    /// <summary>Loses the confirmation of the next save.</summary>
    public void Arm() => (_armed, Happened) = (1, false);

    public void Disarm() => (_armed, Happened) = (0, false);

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken)
    {
        // A single statement would otherwise be committed without a word from the client.
        if (_armed == 1)
            eventData.Context!.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _armed, 0) == 0)
            return Task.CompletedTask;
        Happened = true;
        throw new NpgsqlException("The connection broke.", new IOException("Connection reset by peer"));
    }
}
