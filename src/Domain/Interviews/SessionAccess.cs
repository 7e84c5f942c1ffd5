namespace AgentBrain.Domain.Interviews;

/// <summary>A browser, besides the one in which an interview was started, in which it may be gone on with.</summary>
public sealed class SessionAccess
{
    private SessionAccess()
    {
    }

    /// <summary>The session.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>SHA-256 of the token that the browser holds.</summary>
    public byte[] TokenHash { get; private set; } = [];

    /// <summary>When it was granted (UTC).</summary>
    public DateTimeOffset GrantedAt { get; private set; }

    /// <summary>Lets the holder of a token open a session.</summary>
    public static SessionAccess Grant(Guid sessionId, byte[] tokenHash, DateTimeOffset now) => new()
    {
        SessionId = sessionId,
        TokenHash = tokenHash,
        GrantedAt = now,
    };
}
