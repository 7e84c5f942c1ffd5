namespace AgentBrain.Domain.Accounts;

/// <summary>A key with which a program does what its role may do. The server knows only the key's hash.</summary>
public sealed class ApiKey
{
    /// <summary>What every key begins with, so that it is recognised where it does not belong.</summary>
    public const string Prefix = "agentbrain_";

    /// <summary>How many of a key's last characters are kept, to tell keys apart.</summary>
    public const int EndingLength = 4;

    private ApiKey()
    {
    }

    /// <summary>Id, for lists and for revoking.</summary>
    public Guid Id { get; private set; }

    /// <summary>What it is for; 1 to <see cref="AccountLimits.KeyName"/> characters.</summary>
    public string Name { get; private set; } = "";

    /// <summary>One of <see cref="Roles"/>.</summary>
    public string Role { get; private set; } = "";

    /// <summary>SHA-256 of the key.</summary>
    public byte[] KeyHash { get; private set; } = [];

    /// <summary>The key's last <see cref="EndingLength"/> characters.</summary>
    public string Ending { get; private set; } = "";

    /// <summary>Who created it, as the audit log knows them.</summary>
    public string CreatedBy { get; private set; } = "";

    /// <summary>When it was created (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last used (UTC), to the minute; null when it never was.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>When it stopped working (UTC).</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>A key that works from now on.</summary>
    /// <param name="name">1 to <see cref="AccountLimits.KeyName"/> characters.</param>
    /// <param name="role">One of <see cref="Roles"/>.</param>
    /// <param name="keyHash">SHA-256 of the key.</param>
    /// <param name="ending">The key's last <see cref="EndingLength"/> characters.</param>
    /// <param name="createdBy">Who creates it.</param>
    /// <param name="now">UTC.</param>
    public static ApiKey Create(string name, string role, byte[] keyHash, string ending, string createdBy, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Name = name,
        Role = role,
        KeyHash = keyHash,
        Ending = ending,
        CreatedBy = createdBy,
        CreatedAt = now,
    };

    /// <summary>Ends it. One that was revoked stays as it is.</summary>
    /// <param name="now">UTC.</param>
    /// <returns>Whether it worked until now.</returns>
    public bool Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return false;
        RevokedAt = now;
        return true;
    }
}
