using System.Security.Cryptography;
using System.Text;

namespace AgentBrain.Infrastructure.Identity;

/// <summary>Codes of some 79 random bits that stand in for an authenticator app that was lost. So many need no slow hash.</summary>
public static class RecoveryCode
{
    // Letters and digits that cannot be taken for one another.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Length = 16;
    private const int GroupLength = 4;

    /// <summary>A new code, in groups: <c>k7qm-…</c>.</summary>
    public static string Create() => string.Join('-', RandomNumberGenerator.GetString(Letters, Length).Chunk(GroupLength).Select(group => new string(group)));

    /// <summary>SHA-256 of a code, however its groups and letters were typed.</summary>
    public static string HashOf(string code)
    {
        var letters = string.Concat(code.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(letters)));
    }
}
