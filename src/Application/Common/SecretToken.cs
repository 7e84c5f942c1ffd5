using System.Security.Cryptography;

namespace AgentBrain.Application.Common;

/// <summary>A random secret of 256 bits that opens something: a respondent's interviews, a session of the workspace, what a link or an API key stands for. The server stores only its hash.</summary>
public sealed class SecretToken
{
    private const int Bytes = 32;
    private readonly byte[] _secret;

    private SecretToken(byte[] secret) => _secret = secret;

    /// <summary>Whether it was made here just now, so that it opens nothing yet.</summary>
    public bool IsNew { get; private init; }

    /// <summary>SHA-256 of the token.</summary>
    public byte[] Hash => SHA256.HashData(_secret);

    /// <summary>A new token.</summary>
    public static SecretToken Create() => new(RandomNumberGenerator.GetBytes(Bytes)) { IsNew = true };

    /// <summary>The token that <paramref name="text"/> spells; null when it spells none.</summary>
    public static SecretToken? Parse(string? text)
    {
        if (text is not { Length: Bytes * 2 })
            return null;
        var secret = new byte[Bytes];
        return Convert.FromHexString(text, secret, out _, out var written) == System.Buffers.OperationStatus.Done && written == Bytes
            ? new SecretToken(secret)
            : null;
    }

    /// <summary>Whether <paramref name="hash"/> is the hash of this token; takes the same time for any hash.</summary>
    public bool Matches(byte[]? hash) => hash is not null && CryptographicOperations.FixedTimeEquals(Hash, hash);

    /// <summary>The token in lower-case hexadecimal, for its holder alone.</summary>
    public string Reveal() => Convert.ToHexStringLower(_secret);
}
