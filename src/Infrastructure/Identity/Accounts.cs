using System.Globalization;
using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Accounts;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Infrastructure.Identity;

/// <summary>Accounts by ASP.NET Core Identity.</summary>
public sealed class Accounts(
    UserManager<Account> users, AgentBrainDbContext db, IPasswordHasher<Account> hasher, AuditTrail audit, TimeProvider time, ILogger<Accounts> logger) : IAccounts
{
    // What account_tokens knows of the second factor.
    private const string SecondFactor = "second factor";
    private const string Secret = "secret";
    private const string LastStep = "last step";
    private const string RecoveryCodes = "recovery codes";
    private const int RecoveryCodesAtOnce = 10;

    // Somebody's password that nobody has, hashed as all are; made once, when first needed.
    private static string? _nobodysHash;

    // A change that begins anew because somebody else was first does not judge the same password again: that takes long, and only where there is
    // an account.
    private (string Hash, string Password, PasswordVerificationResult Result)? _judged;

    public Task<bool> AnyAsync(CancellationToken cancellationToken) => db.Accounts.AnyAsync(cancellationToken);

    public async Task<AccountDetails?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Accounts.FindAsync([id], cancellationToken) is { } account ? Details(account) : null;

    public async Task<AccountDetails?> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        await users.FindByEmailAsync(email) is { } account ? Details(account) : null;

    public string Normalize(string email) => users.NormalizeEmail(email);

    public async Task<Guid?> CreateAsync(string email, string? displayName, IReadOnlyCollection<string> roles, string password, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var account = new Account
        {
            Id = Guid.CreateVersion7(now),
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            DisplayName = displayName,
            Roles = [.. Roles.All.Where(roles.Contains)],
            CreatedAt = now,
        };
        var created = await users.CreateAsync(account, Normal(password));
        if (created.Errors.Any(error => error.Code is nameof(IdentityErrorDescriber.DuplicateUserName) or nameof(IdentityErrorDescriber.DuplicateEmail)))
            return null;
        Ensure(created);
        return account.Id;
    }

    public async Task<PasswordVerdict> CheckPasswordAsync(string email, string password, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(email) is not { DisabledAt: null } account)
        {
            _nobodysHash ??= hasher.HashPassword(new Account(), Guid.NewGuid().ToString());
            Judge(new Account(), _nobodysHash, Normal(password));
            logger.LogWarning("A password was refused: there is no account with the address, or it is disabled");
            return new PasswordVerdict(PasswordOutcome.Refused);
        }

        // Also while the account is locked, for the time that it takes; what comes of it is told to nobody then.
        var result = Judge(account, account.PasswordHash!, Normal(password));
        var locked = await users.IsLockedOutAsync(account);
        if (locked || result == PasswordVerificationResult.Failed)
        {
            logger.LogWarning("A password for account {AccountId} was refused", account.Id);
            if (!locked)
                await CountFailureAsync(account);
            return new PasswordVerdict(PasswordOutcome.Refused);
        }
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
            account.PasswordHash = hasher.HashPassword(account, Normal(password));
        return new PasswordVerdict(
            account.TwoFactorEnabled ? PasswordOutcome.NeedsSecondFactor : PasswordOutcome.Right,
            new JudgedAccount(account.Id, account.SecurityStamp!));
    }

    public async Task RecordSignInAsync(Guid id, CancellationToken cancellationToken)
    {
        var account = await GetAsync(id);
        (account.PreviousSignInAt, account.LastSignInAt) = (account.LastSignInAt, time.GetUtcNow());
        Ensure(await users.ResetAccessFailedCountAsync(account));
        Ensure(await users.UpdateAsync(account));
    }

    public async Task<IReadOnlyList<AccountDetails>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await db.Accounts.AsNoTracking().OrderBy(account => account.NormalizedEmail).ToListAsync(cancellationToken)).Select(Details)];

    public async Task SetPasswordAsync(Guid id, string password, CancellationToken cancellationToken)
    {
        var account = await GetAsync(id);
        account.PasswordHash = hasher.HashPassword(account, Normal(password));
        Ensure(await users.UpdateSecurityStampAsync(account));
    }

    public async Task<bool> ChangeAsync(Guid id, IReadOnlyCollection<string> roles, bool disabled, CancellationToken cancellationToken)
    {
        var account = await GetAsync(id);
        if (IsEnabledAdministrator(account) && (disabled || !roles.Contains(Roles.Administrator)))
        {
            var administrators = (await db.Accounts.Where(other => other.DisabledAt == null).ToListAsync(cancellationToken)).Where(IsEnabledAdministrator).ToList();
            if (administrators.Count == 1)
                return false;

            // Whoever lets another administrator go at the same time changes the same rows, and so begins anew with what is left.
            foreach (var administrator in administrators)
                administrator.ConcurrencyStamp = Guid.NewGuid().ToString();
        }
        account.Roles = [.. Roles.All.Where(roles.Contains)];
        account.DisabledAt = disabled ? account.DisabledAt ?? time.GetUtcNow() : null;
        Ensure(disabled ? await users.UpdateSecurityStampAsync(account) : await users.UpdateAsync(account));
        return true;
    }

    public async Task UnlockAsync(Guid id, CancellationToken cancellationToken)
    {
        var account = await GetAsync(id);
        Ensure(await users.SetLockoutEndDateAsync(account, null));
        Ensure(await users.ResetAccessFailedCountAsync(account));
    }

    public async Task<string> BeginSecondFactorAsync(Guid id, CancellationToken cancellationToken)
    {
        var account = await GetAsync(id);
        if (account.TwoFactorEnabled)
            throw new InvalidOperationException("The second factor is on already.");
        var secret = Totp.CreateKey();
        Ensure(await users.SetAuthenticationTokenAsync(account, SecondFactor, Secret, secret));
        Ensure(await users.RemoveAuthenticationTokenAsync(account, SecondFactor, LastStep));
        return secret;
    }

    public async Task<string?> PendingSecretAsync(Guid id, CancellationToken cancellationToken) =>
        await GetAsync(id) is { TwoFactorEnabled: false } account ? await users.GetAuthenticationTokenAsync(account, SecondFactor, Secret) : null;

    public async Task<string> StampAsync(Guid id, CancellationToken cancellationToken) => (await GetAsync(id)).SecurityStamp!;

    public async Task<bool> ConfirmSecondFactorAsync(Guid id, string code, CancellationToken cancellationToken)
    {
        var account = await GetAsync(id);
        if (account.TwoFactorEnabled || !await IsOfAppAsync(account, code))
            return false;
        Ensure(await users.SetTwoFactorEnabledAsync(account, true));
        return true;
    }

    public async Task<CodeVerdict> CheckCodeAsync(JudgedAccount judged, string code, CancellationToken cancellationToken)
    {
        if (await users.FindByIdAsync(judged.Id.ToString()) is not { DisabledAt: null, TwoFactorEnabled: true } account || account.SecurityStamp != judged.Stamp)
            return new CodeVerdict(CodeOutcome.Over);
        if (await users.IsLockedOutAsync(account))
            return Refused();
        if (await IsOfAppAsync(account, code))
            return new CodeVerdict(CodeOutcome.Right);
        if (await UseRecoveryCodeAsync(account, code))
            return new CodeVerdict(CodeOutcome.Right, IsRecoveryCode: true);
        await CountFailureAsync(account);
        return Refused();

        CodeVerdict Refused()
        {
            logger.LogWarning("A code for account {AccountId} was refused", account.Id);
            return new CodeVerdict(CodeOutcome.Refused);
        }
    }

    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(Guid id, CancellationToken cancellationToken)
    {
        var codes = Enumerable.Range(0, RecoveryCodesAtOnce).Select(_ => RecoveryCode.Create()).ToList();
        await StoreRecoveryCodesAsync(await GetAsync(id), codes.Select(RecoveryCode.HashOf));
        return codes;
    }

    public async Task<int> RecoveryCodesLeftAsync(Guid id, CancellationToken cancellationToken) => (await RecoveryCodesAsync(await GetAsync(id))).Count;

    public async Task RemoveSecondFactorAsync(Guid id, CancellationToken cancellationToken)
    {
        var account = await GetAsync(id);
        foreach (var name in (string[])[Secret, LastStep, RecoveryCodes])
            Ensure(await users.RemoveAuthenticationTokenAsync(account, SecondFactor, name));
        Ensure(await users.SetTwoFactorEnabledAsync(account, false));
    }

    private PasswordVerificationResult Judge(Account account, string hash, string password)
    {
        if (_judged is not { } judged || judged.Hash != hash || judged.Password != password)
            _judged = judged = (hash, password, hasher.VerifyHashedPassword(account, hash, password));
        return judged.Result;
    }

    private async Task CountFailureAsync(Account account)
    {
        Ensure(await users.AccessFailedAsync(account));
        if (await users.IsLockedOutAsync(account))
            audit.Add("account.locked", account.Email);
    }

    // Storing the step changes the account's stamp, too: of two that send the same code at once, one is refused by the database and begins anew.
    private async Task<bool> IsOfAppAsync(Account account, string code)
    {
        if (await users.GetAuthenticationTokenAsync(account, SecondFactor, Secret) is not { } secret)
            return false;
        var last = await users.GetAuthenticationTokenAsync(account, SecondFactor, LastStep);
        var digits = string.Concat(code.Where(character => !char.IsWhiteSpace(character)));
        if (Totp.StepOf(digits, secret, time.GetUtcNow(), last is null ? null : long.Parse(last, CultureInfo.InvariantCulture)) is not { } step)
            return false;
        Ensure(await users.SetAuthenticationTokenAsync(account, SecondFactor, LastStep, step.ToString(CultureInfo.InvariantCulture)));
        return true;
    }

    private async Task<bool> UseRecoveryCodeAsync(Account account, string code)
    {
        var stored = await RecoveryCodesAsync(account);
        var hash = RecoveryCode.HashOf(code);
        if (!stored.Contains(hash))
            return false;
        await StoreRecoveryCodesAsync(account, stored.Where(other => other != hash));
        return true;
    }

    private async Task<IReadOnlyList<string>> RecoveryCodesAsync(Account account) =>
        (await users.GetAuthenticationTokenAsync(account, SecondFactor, RecoveryCodes) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private async Task StoreRecoveryCodesAsync(Account account, IEnumerable<string> hashes) =>
        Ensure(await users.SetAuthenticationTokenAsync(account, SecondFactor, RecoveryCodes, string.Join(' ', hashes)));

    private static bool IsEnabledAdministrator(Account account) => account.DisabledAt is null && account.Roles.Contains(Roles.Administrator);

    private async Task<Account> GetAsync(Guid id) => await users.FindByIdAsync(id.ToString()) ?? throw new InvalidOperationException($"There is no account {id}.");

    private AccountDetails Details(Account account) => new()
    {
        Id = account.Id,
        Email = account.Email!,
        DisplayName = account.DisplayName,
        Roles = account.Roles,
        CreatedAt = account.CreatedAt,
        LastSignInAt = account.LastSignInAt,
        PreviousSignInAt = account.PreviousSignInAt,
        DisabledAt = account.DisabledAt,
        LockedUntil = account.LockoutEnd > time.GetUtcNow() ? account.LockoutEnd : null,
        HasSecondFactor = account.TwoFactorEnabled,
    };

    // The same password typed on another keyboard may come as other code points.
    private static string Normal(string password) => password.Normalize();

    // Descriptions hold addresses, which belong in no log.
    private static void Ensure(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => error.Code)));
    }
}
