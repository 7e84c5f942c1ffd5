namespace AgentBrain.Application.Common;

/// <summary>What was asked for was erased (410).</summary>
/// <param name="sessionId">The id that the interview had.</param>
/// <param name="erasedAt">When (UTC).</param>
/// <param name="language">The language in which the interview was held.</param>
public sealed class ErasedException(Guid sessionId, DateTimeOffset erasedAt, string language) : Exception("The interview was erased.")
{
    /// <summary>The id that the interview had.</summary>
    public Guid SessionId { get; } = sessionId;

    /// <summary>When (UTC).</summary>
    public DateTimeOffset ErasedAt { get; } = erasedAt;

    /// <summary>The language in which the interview was held; see <see cref="Domain.Brain.Languages"/>.</summary>
    public string Language { get; } = language;
}
