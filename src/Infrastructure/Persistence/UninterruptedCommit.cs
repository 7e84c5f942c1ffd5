using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AgentBrain.Infrastructure.Persistence;

/// <summary>
/// Whoever asked for it may go away while it is committed; it is committed all the same. PostgreSQL counts a commit that waits for a standby and is cancelled
/// as done on the primary alone: whoever asks again would be told that it is stored, and might lose it with the primary.
/// </summary>
internal sealed class UninterruptedCommit : DbTransactionInterceptor
{
    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (result.IsSuppressed)
            return result;
        cancellationToken.ThrowIfCancellationRequested();
        await transaction.CommitAsync(CancellationToken.None);
        return InterceptionResult.Suppress();
    }
}
