using System.Text;
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

/// <summary>Hides contact details from those who may not see them. What is hidden never leaves the application.</summary>
internal static class ContactMask
{
    private const string Hidden = "***";
    private const int ShownDigits = 2;

    /// <summary>The contact details of a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="visible">Whether they may be seen.</param>
    public static ContactView Of(Session session, bool visible) => visible
        ? new ContactView(session.ContactName, session.ContactEmail, session.ContactPhone, Masked: false)
        : new ContactView(Name(session.ContactName), Email(session.ContactEmail), Phone(session.ContactPhone), Masked: true);

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

    /// <summary>A text of which the contact details of a session are hidden, as they stand in it or as they stand in Markdown.</summary>
    public static string? In(string? text, Session session)
    {
        if (string.IsNullOrEmpty(text))
            return text;
        text = Replace(text, session.ContactName, Name(session.ContactName));
        text = Replace(text, session.ContactEmail, Email(session.ContactEmail));
        return Replace(text, session.ContactPhone, Phone(session.ContactPhone));
    }

    private static string Replace(string text, string? detail, string? masked)
    {
        if (string.IsNullOrWhiteSpace(detail))
            return text;
        foreach (var written in new[] { detail, MarkdownText.Escape(detail) }.Distinct())
        {
            // Whole words alone: a short name may be part of others. A match would otherwise be looked for within words of any length.
            text = Regex.Replace(
                text,
                $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(written)}(?![\p{{L}}\p{{N}}])",
                MarkdownText.Escape(masked!).Replace("$", "$$", StringComparison.Ordinal),
                RegexOptions.CultureInvariant);
        }
        return text;
    }

    private static string FirstLetter(string text) => text.EnumerateRunes().First() is var first && Rune.IsLetterOrDigit(first) ? first.ToString() : "";
}
