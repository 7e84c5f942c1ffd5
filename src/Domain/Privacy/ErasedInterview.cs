namespace AgentBrain.Domain.Privacy;

/// <summary>
/// That an interview was erased. Whoever comes by its address learns it, and after a backup was restored it tells what is to be erased again. It holds
/// nothing of what was said.
/// </summary>
public sealed class ErasedInterview
{
    private ErasedInterview()
    {
    }

    /// <summary>The id that the interview had.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>The language that it was held in, in which its respondent is told; see <see cref="Brain.Languages"/>.</summary>
    public string Language { get; private set; } = Brain.Languages.Lithuanian;

    /// <summary>When it was erased (UTC).</summary>
    public DateTimeOffset ErasedAt { get; private set; }

    /// <summary>SHA-256 of the tokens of the links by which it could be taken up: whoever comes by one of them learns what became of it.</summary>
    public IReadOnlyList<byte[]> LinkHashes { get; private set; } = [];

    /// <summary>Notes that an interview was erased.</summary>
    /// <param name="sessionId">The id that it had.</param>
    /// <param name="language">The language that it was held in.</param>
    /// <param name="linkHashes">SHA-256 of the tokens of its resume links.</param>
    /// <param name="erasedAt">When (UTC).</param>
    public static ErasedInterview Note(Guid sessionId, string language, IReadOnlyList<byte[]> linkHashes, DateTimeOffset erasedAt) => new()
    {
        SessionId = sessionId,
        Language = language,
        LinkHashes = linkHashes,
        ErasedAt = erasedAt,
    };
}
