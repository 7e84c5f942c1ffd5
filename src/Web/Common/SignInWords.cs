using AgentBrain.Infrastructure.Identity;

namespace AgentBrain.Web.Common;

/// <summary>What the workspace says to passwords and codes that it refuses.</summary>
public static class SignInWords
{
    private static readonly string Wait = Written.Count((int)WorkspaceIdentity.LockedFor.TotalMinutes, "minute", "minutes");

    /// <summary>The one answer to whoever cannot sign in, whether the address, the password or too many wrong ones are why.</summary>
    public static string Refused { get; } = $"The e-mail address or the password is wrong, or too many wrong passwords came before: wait {Wait} then.";

    /// <summary>The one answer to a code that does not sign in.</summary>
    public static string CodeRefused { get; } = $"The code is wrong or was used before, or too many wrong ones came before: wait {Wait} then, otherwise for the next code.";

    /// <summary>To somebody who is signed in, of their own account.</summary>
    public static string Locked { get; } = $"Too many wrong passwords came before. Wait {Wait}, then try again.";
}
