using AgentBrain.Domain.Privacy;

namespace AgentBrain.Application.Privacy;

/// <summary>Something that is kept for a time and then removed, one implementation for each kind.</summary>
public interface IRetained
{
    /// <summary>The kind.</summary>
    RetentionKind Kind { get; }

    /// <summary>What belongs to an interview and has been kept since before a moment, to be sorted and counted by the database.</summary>
    /// <param name="before">The moment (UTC).</param>
    IQueryable<Retained> KeptSinceBefore(DateTimeOffset before);

    /// <summary>Removes it, where it is still due. Repeatable.</summary>
    /// <param name="sessionId">The interview.</param>
    /// <param name="before">The moment (UTC).</param>
    /// <param name="cancellationToken">Gives up before anything is changed.</param>
    Task RemoveAsync(Guid sessionId, DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>Something that is kept of an interview.</summary>
public sealed record Retained
{
    /// <summary>The interview.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>Since when it is kept (UTC).</summary>
    public required DateTimeOffset Since { get; init; }
}
