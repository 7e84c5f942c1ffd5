using Microsoft.AspNetCore.Identity;

namespace AgentBrain.Infrastructure.Identity;

/// <summary>Somebody who may sign in to the workspace. The e-mail address is the user name.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>What people call them; null when they did not say.</summary>
    public string? DisplayName { get; set; }

    /// <summary>See <see cref="Domain.Accounts.Roles"/>.</summary>
    public List<string> Roles { get; set; } = [];

    /// <summary>UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>UTC; null before the first time.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>The sign-in before the last one, which is what somebody who is signed in wants to know. UTC.</summary>
    public DateTimeOffset? PreviousSignInAt { get; set; }

    /// <summary>Since when they may not sign in (UTC); null while they may.</summary>
    public DateTimeOffset? DisabledAt { get; set; }
}
