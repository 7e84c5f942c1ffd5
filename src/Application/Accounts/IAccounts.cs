namespace AgentBrain.Application.Accounts;

/// <summary>
/// The accounts of the workspace. Methods that change something do so in the present <see cref="Common.IApplicationDbContext"/>; the caller saves,
/// so that a change and its audit entry are stored together.
/// </summary>
public interface IAccounts
{
    /// <summary>Whether there is any account, enabled or not.</summary>
    Task<bool> AnyAsync(CancellationToken cancellationToken);

    /// <summary>An account; null when there is none under that id.</summary>
    Task<AccountDetails?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>An account by its e-mail address, in upper or lower case; null when there is none.</summary>
    Task<AccountDetails?> FindByEmailAsync(string email, CancellationToken cancellationToken);

    /// <summary>An address as addresses are compared: whether in capitals or not, in one form of Unicode.</summary>
    string Normalize(string email);

    /// <summary>Creates an account that may sign in at once.</summary>
    /// <param name="email">At most <see cref="Domain.Accounts.AccountLimits.Name"/> characters.</param>
    /// <param name="displayName">What people call them; null when unknown.</param>
    /// <param name="roles">At least one of <see cref="Domain.Accounts.Roles"/>.</param>
    /// <param name="password">One that keeps the rules.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The id; null when the address is taken, and nothing was created.</returns>
    /// <exception cref="InvalidOperationException">The address cannot be one.</exception>
    Task<Guid?> CreateAsync(string email, string? displayName, IReadOnlyCollection<string> roles, string password, CancellationToken cancellationToken);

    /// <summary>Judges a password at sign-in and counts failures. Takes as long for an address without an account as for one with.</summary>
    Task<PasswordVerdict> CheckPasswordAsync(string email, string password, CancellationToken cancellationToken);

    /// <summary>Notes that somebody has signed in, which forgets failures before.</summary>
    Task RecordSignInAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>All accounts by e-mail address.</summary>
    Task<IReadOnlyList<AccountDetails>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Sets a new password, which ends all sessions and sign-ins that have begun.</summary>
    /// <param name="id">An account that exists.</param>
    /// <param name="password">One that keeps the rules.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task SetPasswordAsync(Guid id, string password, CancellationToken cancellationToken);

    /// <summary>
    /// Gives an account other roles, and disables or enables it. Disabling ends all sessions and sign-ins that have begun. Of changes that would leave no enabled administrator together, the database
    /// refuses all but the first.
    /// </summary>
    /// <param name="id">An account that exists.</param>
    /// <param name="roles">At least one of <see cref="Domain.Accounts.Roles"/>.</param>
    /// <param name="disabled">Whether it may not sign in.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>False when no enabled administrator would be left; nothing is changed then.</returns>
    Task<bool> ChangeAsync(Guid id, IReadOnlyCollection<string> roles, bool disabled, CancellationToken cancellationToken);

    /// <summary>Forgets wrong passwords, so that an account can sign in at once.</summary>
    Task UnlockAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Gives an account whose second factor is off a new secret for an authenticator app; signing in does not ask for its codes yet.</summary>
    /// <returns>The secret in base 32.</returns>
    Task<string> BeginSecondFactorAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The secret that an account has been given and not confirmed; null when there is none, or the second factor is on.</summary>
    Task<string?> PendingSecretAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The stamp of an account, which each change that ends its sessions renews.</summary>
    Task<string> StampAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Turns the second factor on, which ends all sessions, where <paramref name="code"/> is one of the pending secret.</summary>
    /// <returns>Whether it is.</returns>
    Task<bool> ConfirmSecondFactorAsync(Guid id, string code, CancellationToken cancellationToken);

    /// <summary>
    /// Judges a code of the authenticator app or a recovery code at sign-in and counts failures; a code that was right works no more.
    /// </summary>
    Task<CodeVerdict> CheckCodeAsync(JudgedAccount judged, string code, CancellationToken cancellationToken);

    /// <summary>Gives an account new recovery codes; the ones before end.</summary>
    /// <returns>The codes, which are stored as hashes only.</returns>
    Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Number of recovery codes that were not used yet.</summary>
    Task<int> RecoveryCodesLeftAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Turns the second factor off, which ends all sessions, and forgets its secret and its recovery codes.</summary>
    Task RemoveSecondFactorAsync(Guid id, CancellationToken cancellationToken);
}

/// <summary>An account as the workspace shows it.</summary>
public sealed record AccountDetails
{
    /// <summary>Id.</summary>
    public required Guid Id { get; init; }

    /// <summary>E-mail address, which is the user name.</summary>
    public required string Email { get; init; }

    /// <summary>What people call them; null when they did not say.</summary>
    public required string? DisplayName { get; init; }

    /// <summary>See <see cref="Domain.Accounts.Roles"/>, in that order.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last sign-in (UTC); null before the first.</summary>
    public required DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>The sign-in before the last (UTC); null before the second.</summary>
    public required DateTimeOffset? PreviousSignInAt { get; init; }

    /// <summary>Since when it may not sign in (UTC); null while it may.</summary>
    public required DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Until when wrong passwords have locked it (UTC); null when it is not locked.</summary>
    public required DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Whether signing in asks for a code of an authenticator app.</summary>
    public required bool HasSecondFactor { get; init; }
}

/// <summary>What a password at sign-in is worth.</summary>
/// <param name="Outcome">What comes of it.</param>
/// <param name="Account">Who may sign in; null when <paramref name="Outcome"/> is <see cref="PasswordOutcome.Refused"/>.</param>
public sealed record PasswordVerdict(PasswordOutcome Outcome, JudgedAccount? Account = null);

/// <summary>An account whose password was right.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Stamp">Its stamp then. What was judged is void once the account has another one: the password was changed, say, or the account disabled.</param>
public sealed record JudgedAccount(Guid Id, string Stamp);

/// <summary>What comes of a password at sign-in.</summary>
public enum PasswordOutcome
{
    /// <summary>
    /// Wrong, or the account is unknown, disabled, or locked, whatever the password: outside, all look the same, so that nobody can go on
    /// guessing while an account is locked.
    /// </summary>
    Refused,

    /// <summary>Right, and a code is asked for.</summary>
    NeedsSecondFactor,

    /// <summary>Right, and enough.</summary>
    Right,
}

/// <summary>What a code at sign-in is worth.</summary>
/// <param name="Outcome">What comes of it.</param>
/// <param name="IsRecoveryCode">Whether a recovery code was right, which is now used.</param>
public sealed record CodeVerdict(CodeOutcome Outcome, bool IsRecoveryCode = false);

/// <summary>What comes of a code at sign-in.</summary>
public enum CodeOutcome
{
    /// <summary>Wrong, or used before, or the account is locked, whatever the code.</summary>
    Refused,

    /// <summary>The account is disabled, asks for no code any more or has another password since: signing in has to begin anew.</summary>
    Over,

    /// <summary>Right.</summary>
    Right,
}
