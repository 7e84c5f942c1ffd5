namespace AgentBrain.Domain.Accounts;

/// <summary>A browser in which somebody is signed in. Without its row the browser's cookie opens nothing.</summary>
public sealed class AccountSession
{
    /// <summary>How long a session lasts that nobody uses.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>How long a session lasts at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private AccountSession()
    {
    }

    /// <summary>Id, for lists and for ending the session.</summary>
    public Guid Id { get; private set; }

    /// <summary>SHA-256 of the key that the browser's cookie holds.</summary>
    public byte[] KeyHash { get; private set; } = [];

    /// <summary>Whose session it is.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>
    /// The stamp that the account had when its password was judged. Where the account has another one since, the session is over: so one that
    /// begins while all are ended does not outlive them.
    /// </summary>
    public string AccountStamp { get; private set; } = "";

    /// <summary>What the browser called itself, up to <see cref="AccountLimits.Browser"/> characters; null when it did not say.</summary>
    public string? Browser { get; private set; }

    /// <summary>When it began (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last used (UTC), to the minute.</summary>
    public DateTimeOffset LastUsedAt { get; private set; }

    /// <summary>When it ends unless it is used (UTC).</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>A session that begins now.</summary>
    /// <param name="keyHash">SHA-256 of its key.</param>
    /// <param name="accountId">Whose it is.</param>
    /// <param name="accountStamp">The account's stamp when its password was judged.</param>
    /// <param name="browser">What the browser calls itself; cut to <see cref="AccountLimits.Browser"/> characters.</param>
    /// <param name="now">UTC.</param>
    public static AccountSession Begin(byte[] keyHash, Guid accountId, string accountStamp, string? browser, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        KeyHash = keyHash,
        AccountId = accountId,
        AccountStamp = accountStamp,
        Browser = Cut(browser),
        CreatedAt = now,
        LastUsedAt = now,
        ExpiresAt = now + Idle,
    };

    // Half of a character could not be stored.
    private static string? Cut(string? browser) => browser is not { Length: > AccountLimits.Browser }
        ? browser
        : browser[..(char.IsHighSurrogate(browser[AccountLimits.Browser - 1]) ? AccountLimits.Browser - 1 : AccountLimits.Browser)];

    /// <summary>Lets it go on although its account has a new stamp.</summary>
    /// <param name="accountStamp">The account's stamp by now.</param>
    public void GoOn(string accountStamp) => AccountStamp = accountStamp;

    /// <summary>When a session that is used now ends: later, but never beyond <see cref="Longest"/>.</summary>
    /// <param name="createdAt">When it began (UTC).</param>
    /// <param name="now">UTC.</param>
    public static DateTimeOffset ExpiryAfterUse(DateTimeOffset createdAt, DateTimeOffset now) =>
        now + Idle < createdAt + Longest ? now + Idle : createdAt + Longest;
}
