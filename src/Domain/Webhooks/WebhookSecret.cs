namespace AgentBrain.Domain.Webhooks;

/// <summary>What a receiver and the server share to sign messages, as Standard Webhooks writes it: <c>whsec_</c> and the bytes in Base64.</summary>
public static class WebhookSecret
{
    /// <summary>What every secret begins with, so that it is recognised where it does not belong.</summary>
    public const string Prefix = "whsec_";

    /// <summary>Number of random bytes.</summary>
    public const int Bytes = 32;

    /// <summary>How long the secret before the present one still signs, so that a receiver can change over without refusing anything.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>The secret as receivers are given it.</summary>
    /// <param name="bytes">Its bytes.</param>
    public static string Write(ReadOnlySpan<byte> bytes) => Prefix + Convert.ToBase64String(bytes);

    /// <summary>The bytes of a secret.</summary>
    /// <param name="text">What <see cref="Write"/> wrote.</param>
    /// <exception cref="FormatException">It is no secret.</exception>
    public static byte[] Read(string text) => text.StartsWith(Prefix, StringComparison.Ordinal)
        ? Convert.FromBase64String(text[Prefix.Length..])
        : throw new FormatException("A secret begins with " + Prefix + ".");
}
