using System.Text;
using System.Text.RegularExpressions;
using AgentBrain.Domain.Webhooks;

namespace AgentBrain.Infrastructure.Webhooks;

/// <summary>What is kept of a receiver's answer: enough to find a fault, without what might be somebody's address or a secret.</summary>
internal static partial class WebhookExcerpt
{
    /// <summary>How much of an answer is read at all, in bytes.</summary>
    public const int BytesRead = 4 * WebhookLimits.Excerpt;

    /// <summary>The excerpt; null where the answer says nothing.</summary>
    /// <param name="read">The beginning of the answer, up to <see cref="BytesRead"/> bytes.</param>
    public static string? Of(ReadOnlySpan<byte> read)
    {
        var text = Hidden().Replace(Blank().Replace(Encoding.UTF8.GetString(read), " ").Trim(), "***");
        if (text.Length > WebhookLimits.Excerpt)
            text = text[..(char.IsHighSurrogate(text[WebhookLimits.Excerpt - 1]) ? WebhookLimits.Excerpt - 1 : WebhookLimits.Excerpt)];
        return text.Length == 0 ? null : text;
    }

    // Control characters, among them the zero that the database does not take.
    [GeneratedRegex(@"[\p{C}\s]+")]
    private static partial Regex Blank();

    // Addresses of people, and runs of characters as long as keys and tokens are.
    [GeneratedRegex(@"[^\s@<>""',:;]+@[\w.-]+|[A-Za-z0-9+/_=-]{24,}")]
    private static partial Regex Hidden();
}
