using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgentBrain.Domain.Webhooks;

/// <summary>Signatures as Standard Webhooks defines them.</summary>
public static class WebhookSignature
{
    /// <summary>The header with the id of the message, which is the same each time it is sent.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>The header with the time of this attempt, in seconds since 1970.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>The header with the signatures, one for each valid secret, with a space between them.</summary>
    public const string SignatureHeader = "webhook-signature";

    private const string Version = "v1,";

    /// <summary>What the header with the signatures says.</summary>
    /// <param name="secrets">The valid secrets; see <see cref="WebhookSecret"/>.</param>
    /// <param name="messageId">Id of the message.</param>
    /// <param name="sentAt">When it is sent, to the second.</param>
    /// <param name="body">The body to the byte.</param>
    /// <exception cref="FormatException">A secret is none.</exception>
    public static string Of(IEnumerable<string> secrets, string messageId, DateTimeOffset sentAt, ReadOnlySpan<byte> body)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes($"{messageId}.{Timestamp(sentAt)}."), .. body];
        return string.Join(' ', secrets.Select(secret => Version + Convert.ToBase64String(HMACSHA256.HashData(WebhookSecret.Read(secret), content))));
    }

    /// <summary>What the header with the time says.</summary>
    /// <param name="sentAt">When the message is sent.</param>
    public static string Timestamp(DateTimeOffset sentAt) => sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
