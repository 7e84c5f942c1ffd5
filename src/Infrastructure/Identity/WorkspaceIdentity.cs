using Microsoft.AspNetCore.Identity;

namespace AgentBrain.Infrastructure.Identity;

/// <summary>How strict signing in to the workspace is.</summary>
public static class WorkspaceIdentity
{
    /// <summary>Rounds of PBKDF2 with SHA-512 of a password.</summary>
    public const int PasswordIterations = 210_000;

    private const int FailuresUntilLocked = 5;

    /// <summary>How long too many failures keep an account from signing in.</summary>
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public static void Configure(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;

        // The address is the user name, and addresses may be in any script.
        options.User.AllowedUserNameCharacters = "";
        options.Lockout.MaxFailedAccessAttempts = FailuresUntilLocked;
        options.Lockout.DefaultLockoutTimeSpan = LockedFor;

        // The use cases judge passwords, in the words of the page: by length, not by kinds of characters.
        options.Password.RequiredLength = 1;
        options.Password.RequiredUniqueChars = 1;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequireUppercase = false;
    }
}
