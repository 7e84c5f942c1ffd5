using System.Text.Json;

namespace AgentBrain.Application.Privacy;

/// <summary>
/// What the database holds of an interview, found by following the foreign keys that lead to it, and columns of the name <c>session_id</c>: also tables and columns that somebody has added by
/// hand, of which the application knows nothing.
/// </summary>
public interface IStoredRows
{
    /// <summary>All rows that belong to an interview, its own first. Secrets, which open something, are left out, and who judged it.</summary>
    Task<IReadOnlyList<StoredTable>> OfInterviewAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Removes them all, within the transaction that the caller has begun.</summary>
    /// <exception cref="Microsoft.EntityFrameworkCore.DbUpdateException">The database refuses it.</exception>
    Task RemoveAsync(Guid sessionId, CancellationToken cancellationToken);
}

/// <summary>The rows of one table that belong to an interview.</summary>
/// <param name="Name">The table.</param>
/// <param name="Rows">The rows, column by column.</param>
/// <param name="Contents">What its columns hold that is no text, for example recordings.</param>
public sealed record StoredTable(string Name, IReadOnlyList<JsonElement> Rows, IReadOnlyList<byte[]> Contents);
