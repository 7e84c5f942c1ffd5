namespace AgentBrain.Domain.Interviews;

/// <summary>A link by which a respondent takes up an interview in another browser. Each use renews it.</summary>
public sealed class ResumeLink
{
    /// <summary>How long a link lives since it was made or used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Most links of one session; a further one takes the place of the one that would expire first.</summary>
    public const int MostPerSession = 10;

    private ResumeLink()
    {
    }

    /// <summary>Id, assigned when it is made.</summary>
    public Guid Id { get; private set; }

    /// <summary>The session that it opens.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>SHA-256 of the token in the link.</summary>
    public byte[] TokenHash { get; private set; } = [];

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was used last (UTC); null when never.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>From when on it opens nothing (UTC).</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Makes a link to a session.</summary>
    public static ResumeLink Create(Guid sessionId, byte[] tokenHash, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        SessionId = sessionId,
        TokenHash = tokenHash,
        CreatedAt = now,
        ExpiresAt = now + Lifetime,
    };

    /// <summary>Whether it opens its session.</summary>
    public bool IsValid(DateTimeOffset now) => now < ExpiresAt;

    /// <summary>Notes a use and lets it live on.</summary>
    public void Use(DateTimeOffset now) => (UsedAt, ExpiresAt) = (now, now + Lifetime);
}
