namespace AgentBrain.Domain.Accounts;

/// <summary>A link by which somebody creates an account of their own. It works once; the server knows only the hash of its token.</summary>
public sealed class AccountInvitation
{
    /// <summary>How long an invitation from an administrator is valid.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>How long the link that creates the first administrator is valid.</summary>
    public static readonly TimeSpan SetupLifetime = TimeSpan.FromHours(24);

    private AccountInvitation()
    {
    }

    /// <summary>Id, for lists and for revoking.</summary>
    public Guid Id { get; private set; }

    /// <summary>SHA-256 of the token in the link.</summary>
    public byte[] TokenHash { get; private set; } = [];

    /// <summary>For whom it is; null for the first administrator, who names the address.</summary>
    public string? Email { get; private set; }

    /// <summary>
    /// <see cref="Email"/> as addresses are compared; null for the first administrator. Of the invitations to one address that were neither used
    /// nor withdrawn, there is one.
    /// </summary>
    public string? NormalizedEmail { get; private set; }

    /// <summary>The roles that the account will have; see <see cref="Accounts.Roles"/>.</summary>
    public IReadOnlyList<string> Roles { get; private set; } = [];

    /// <summary>Who invites, as the audit log knows them.</summary>
    public string InvitedBy { get; private set; } = "";

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it stops working (UTC).</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When an account was created by it (UTC).</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>When it was withdrawn (UTC).</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Counts changes, so that of two that use it at once only one does.</summary>
    public int Version { get; private set; }

    /// <summary>Whether it is for the first administrator, and so works only while there is no account.</summary>
    public bool IsSetup => Email is null;

    /// <summary>An invitation from an administrator.</summary>
    /// <param name="tokenHash">SHA-256 of the token in the link.</param>
    /// <param name="email">For whom; 1 to <see cref="AccountLimits.Name"/> characters.</param>
    /// <param name="normalizedEmail">The address as addresses are compared.</param>
    /// <param name="roles">At least one of <see cref="Accounts.Roles"/>.</param>
    /// <param name="invitedBy">Who invites.</param>
    /// <param name="now">UTC.</param>
    public static AccountInvitation For(
        byte[] tokenHash, string email, string normalizedEmail, IReadOnlyList<string> roles, string invitedBy, DateTimeOffset now) =>
        Create(tokenHash, email, normalizedEmail, roles, invitedBy, now, Lifetime);

    /// <summary>The invitation of the first administrator.</summary>
    /// <param name="tokenHash">SHA-256 of the token in the link.</param>
    /// <param name="now">UTC.</param>
    public static AccountInvitation ForFirstAdministrator(byte[] tokenHash, DateTimeOffset now) =>
        Create(tokenHash, null, null, [Accounts.Roles.Administrator], "Agent Brain", now, SetupLifetime);

    /// <summary>Whether the link still works.</summary>
    /// <param name="now">UTC.</param>
    public bool IsOpen(DateTimeOffset now) => UsedAt is null && RevokedAt is null && now < ExpiresAt;

    /// <summary>Notes that an account was created by it.</summary>
    /// <param name="now">UTC.</param>
    /// <exception cref="InvalidOperationException">It no longer works.</exception>
    public void Use(DateTimeOffset now)
    {
        if (!IsOpen(now))
            throw new InvalidOperationException("The invitation was used, withdrawn or has expired.");
        UsedAt = now;
        Version++;
    }

    /// <summary>Withdraws it. One that was used or withdrawn stays as it is.</summary>
    /// <param name="now">UTC.</param>
    /// <returns>Whether it was open until now.</returns>
    public bool Revoke(DateTimeOffset now)
    {
        if (UsedAt is not null || RevokedAt is not null)
            return false;
        RevokedAt = now;
        Version++;
        return true;
    }

    private static AccountInvitation Create(
        byte[] tokenHash, string? email, string? normalizedEmail, IReadOnlyList<string> roles, string invitedBy, DateTimeOffset now, TimeSpan lifetime) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            TokenHash = tokenHash,
            Email = email,
            NormalizedEmail = normalizedEmail,
            Roles = roles,
            InvitedBy = invitedBy,
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        };
}
