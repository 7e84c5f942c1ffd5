using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Interviews;

/// <summary>How a respondent can be reached, as whoever asks may see it.</summary>
/// <param name="Name">The name; null when none was left.</param>
/// <param name="Email">The e-mail address; null when none was left.</param>
/// <param name="Phone">The telephone number; null when none was left.</param>
/// <param name="Masked">Whether most of it is hidden.</param>
public sealed record ContactView(string? Name, string? Email, string? Phone, bool Masked);

/// <summary>Hides contact details from those who may not see them, wherever they stand. What is hidden never leaves the application.</summary>
/// <param name="session">The interview.</param>
/// <param name="visible">Whether whoever asks may see them.</param>
internal sealed class ContactMask(Session session, bool visible)
{
    private const string Hidden = "***";
    private const int ShownDigits = 2;
    private const int ShortestPartOfName = 3;

    /// <summary>Whether it hides nothing.</summary>
    public bool ShowsAll => visible;

    /// <summary>The contact details.</summary>
    public ContactView Contact => visible
        ? new ContactView(session.ContactName, session.ContactEmail, session.ContactPhone, Masked: false)
        : new ContactView(Name(session.ContactName), Email(session.ContactEmail), Phone(session.ContactPhone), Masked: true);

    /// <summary>The contact details as they were left; null when none were and for those who may not see them.</summary>
    public ContactView? ContactIfVisible => visible && (session.ContactName ?? session.ContactEmail ?? session.ContactPhone) is not null ? Contact : null;

    /// <summary>The first letter: <c>J***</c>.</summary>
    public static string? Name(string? name) => string.IsNullOrWhiteSpace(name) ? name : FirstLetter(name.TrimStart()) + Hidden;

    /// <summary>The first letter and the host: <c>j***@example.org</c>.</summary>
    public static string? Email(string? email)
    {
        if (string.IsNullOrWhiteSpace(email))
            return email;
        var at = email.LastIndexOf('@');
        return at <= 0 ? Hidden : FirstLetter(email) + Hidden + email[at..];
    }

    /// <summary>The last two characters: <c>***42</c>.</summary>
    public static string? Phone(string? phone) => string.IsNullOrWhiteSpace(phone) ? phone : Hidden + (phone.Length > 2 * ShownDigits ? phone[^ShownDigits..] : "");

    /// <summary>A text that may mention them.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? In(string? text) => In(text, plain => plain);

    /// <summary>A Markdown text that may mention them.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? InMarkdown(string? text) => In(text, MarkdownText.Escape);

    /// <summary>All texts of a JSON document.</summary>
    public void In(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (Masked(value) is { } masked)
                        members[name] = masked;
                }
                break;
            case JsonArray items:
                for (var index = 0; index < items.Count; index++)
                {
                    if (Masked(items[index]) is { } masked)
                        items[index] = masked;
                }
                break;
        }
    }

    private JsonValue? Masked(JsonNode? node)
    {
        if (node is JsonValue value && value.TryGetValue<string>(out var text))
            return In(text) is var masked && masked != text ? JsonValue.Create(masked) : null;
        In(node);
        return null;
    }

    private string? In(string? text, Func<string, string> written)
    {
        if (visible || string.IsNullOrEmpty(text))
            return text;
        text = Replace(text, session.ContactName, Name(session.ContactName), written);
        // People call themselves by a part of their name.
        foreach (var part in (session.ContactName ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(part => part.Length >= ShortestPartOfName))
            text = Replace(text, part, Name(part), written);
        text = Replace(text, session.ContactEmail, Email(session.ContactEmail), written);
        return Replace(text, session.ContactPhone, Phone(session.ContactPhone), written);
    }

    private static string Replace(string text, string? detail, string? masked, Func<string, string> written)
    {
        if (string.IsNullOrWhiteSpace(detail))
            return text;
        foreach (var form in new[] { detail, written(detail) }.Distinct())
        {
            // Whole words alone: a short name may be part of others. A match would otherwise be looked for within words of any length.
            text = Regex.Replace(
                text,
                $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(form)}(?![\p{{L}}\p{{N}}])",
                written(masked!).Replace("$", "$$", StringComparison.Ordinal),
                RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        }
        return text;
    }

    private static string FirstLetter(string text) => text.EnumerateRunes().First() is var first && Rune.IsLetterOrDigit(first) ? first.ToString() : "";
}
