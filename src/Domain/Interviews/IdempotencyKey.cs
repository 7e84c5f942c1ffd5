namespace AgentBrain.Domain.Interviews;

/// <summary>
/// The name that a program gave to a request, with what came of it, stored together with the answer that the request brought: whoever repeats the
/// request gets the same reply, whatever happened meanwhile.
/// </summary>
public sealed class IdempotencyKey
{
    /// <summary>Most characters of a key.</summary>
    public const int MaxLength = 255;

    private IdempotencyKey()
    {
    }

    /// <summary>The session; keys are known within it alone.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>The key, 1 to <see cref="MaxLength"/> characters.</summary>
    public string Key { get; private set; } = "";

    /// <summary>SHA-256 of what the request said.</summary>
    public byte[] RequestHash { get; private set; } = [];

    /// <summary>What came of it.</summary>
    public AnswerReply Reply { get; private set; } = null!;

    /// <summary>When it was stored (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Keeps what came of a request.</summary>
    public static IdempotencyKey Keep(Guid sessionId, string key, byte[] requestHash, AnswerReply reply, DateTimeOffset now) => new()
    {
        SessionId = sessionId,
        Key = key,
        RequestHash = requestHash,
        Reply = reply,
        CreatedAt = now,
    };

    /// <summary>Whether it was given to a request that said the same.</summary>
    public bool IsOf(byte[] requestHash) => RequestHash.AsSpan().SequenceEqual(requestHash);
}
