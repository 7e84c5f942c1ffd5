using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Interviews;

/// <summary>How a respondent can be reached, as whoever asks may see it.</summary>
/// <param name="Name">The name; null when none was left.</param>
/// <param name="Email">The e-mail address; null when none was left.</param>
/// <param name="Phone">The telephone number; null when none was left.</param>
/// <param name="Masked">Whether most of it is hidden.</param>
/// <param name="Unreadable">Whether something was left that cannot be opened; the rest is null then.</param>
public sealed record ContactView(string? Name, string? Email, string? Phone, bool Masked, bool Unreadable = false);

/// <summary>Hides contact details from those who may not see them, wherever they stand. What is hidden never leaves the application.</summary>
/// <param name="session">The interview.</param>
/// <param name="contact">What is known of its respondent.</param>
/// <param name="visible">Whether whoever asks may see it.</param>
internal sealed class ContactMask(Session session, StoredContact contact, bool visible)
{
    /// <summary>What stands for what is hidden.</summary>
    internal const string Hidden = "***";

    private const int ShownDigits = 2;

    // Of what the legacy service stored nobody knows how deep it is.
    private static readonly JsonSerializerOptions AnyDepth = new() { MaxDepth = 1000 };

    private readonly List<(string Detail, string Masked)> _details = visible ? [] : ContactCuts.Details(contact.All);

    /// <summary>Whether it hides nothing.</summary>
    public bool ShowsAll => visible;

    /// <summary>Whether it would hide something of a text that mentions it.</summary>
    public bool HidesDetails => _details.Count > 0;

    /// <summary>The respondent's name as it was left; empty when none was and for those who may not see it.</summary>
    public string NameIfVisible => visible ? contact.Details.Name ?? "" : "";

    /// <summary>Whether a name was left, as far as is known.</summary>
    public bool HasName => !string.IsNullOrEmpty(contact.Details.Name);

    /// <summary>The contact details.</summary>
    public ContactView Contact => visible
        ? new ContactView(contact.Details.Name, contact.Details.Email, contact.Details.Phone, Masked: false, contact.Unreadable)
        : new ContactView(Name(contact.Details.Name), Email(contact.Details.Email), Phone(contact.Details.Phone), Masked: true, contact.Unreadable);

    /// <summary>The contact details as they were left; null when none were and for those who may not see them.</summary>
    public ContactView? ContactIfVisible => visible && contact.IsGiven ? Contact : null;

    /// <summary>The full report as it is stored, in Markdown; null before the end.</summary>
    public string? FullReport => InMarkdown(ContactBook.Reports(session, contact).Full);

    /// <summary>The summary as it is stored, in Markdown; null before the end and for some interviews of the legacy service.</summary>
    public string? Summary => InMarkdown(ContactBook.Reports(session, contact).Summary);

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

    /// <summary>What is known: the legacy service kept words as they were said.</summary>
    public IReadOnlyDictionary<string, SlotValue> In(IReadOnlyDictionary<string, SlotValue> slots) => HidesDetails
        ? slots.ToDictionary(slot => slot.Key, slot => slot.Value with
        {
            Value = In(slot.Value.Value),
            Evidence = [.. slot.Value.Evidence.Select(evidence => evidence with { Quote = In(evidence.Quote) })],
        })
        : slots;

    /// <summary>Flags: a language model wrote some notes of the legacy service.</summary>
    public IReadOnlyList<RiskFlag> In(IReadOnlyList<RiskFlag> flags) => HidesDetails ? [.. flags.Select(flag => flag with { Note = In(flag.Note) })] : flags;

    /// <summary>Questions: it wrote some of those, too.</summary>
    public IReadOnlyList<AskedQuestion> In(IReadOnlyList<AskedQuestion> questions) =>
        HidesDetails ? [.. questions.Select(question => question with { Text = In(question.Text) })] : questions;

    /// <summary>What programs show of a state.</summary>
    public SessionState In(SessionState state) => HidesDetails
        ? state with { Slots = In(state.Slots), RiskFlags = In(state.RiskFlags), RoundSummary = In(state.RoundSummary), NextQuestions = In(state.NextQuestions) }
        : state;

    /// <summary>Where an interview stands after an answer.</summary>
    public AnswerReply In(AnswerReply reply) => HidesDetails
        ? reply with { RiskFlags = In(reply.RiskFlags), RoundSummary = In(reply.RoundSummary), NextQuestions = In(reply.NextQuestions) }
        : reply;

    /// <summary>A state with what the legacy service kept of the respondent in it, without that for those who may not see it.</summary>
    public SessionState Whole(SessionState state) => visible ? contact.Legacy.In(state) : LegacyContact.Without(state);

    /// <summary>All texts of a JSON document.</summary>
    public void In(JsonNode? node) => Change(node, text => In(text));

    /// <summary>A text from which they are to go for good: nothing of them is left.</summary>
    public string Without(string text) => _details.Aggregate(text, (left, detail) => Replace(left, detail.Detail, Hidden, plain => plain));

    /// <summary>A Markdown text from which they are to go for good.</summary>
    public string WithoutInMarkdown(string text) => _details.Aggregate(text, (left, detail) => Replace(left, detail.Detail, Hidden, MarkdownText.Escape));

    /// <summary>A JSON document, as the legacy service stored it, from which they are to go for good.</summary>
    public JsonElement Without(JsonElement original)
    {
        var node = JsonSerializer.SerializeToNode(original, AnyDepth);
        if (node is JsonValue value && value.TryGetValue<string>(out var text))
            return JsonSerializer.SerializeToElement(Without(text));
        Change(node, Without);
        return JsonSerializer.SerializeToElement(node, AnyDepth);
    }

    private static void Change(JsonNode? node, Func<string, string> words)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (Changed(value, words) is { } changed)
                        members[name] = changed;
                }
                break;
            case JsonArray items:
                for (var index = 0; index < items.Count; index++)
                {
                    if (Changed(items[index], words) is { } changed)
                        items[index] = changed;
                }
                break;
        }
    }

    private static JsonValue? Changed(JsonNode? node, Func<string, string> words)
    {
        if (node is JsonValue value && value.TryGetValue<string>(out var text))
            return words(text) is var changed && changed != text ? JsonValue.Create(changed) : null;
        Change(node, words);
        return null;
    }

    private string? In(string? text, Func<string, string> written)
    {
        if (string.IsNullOrEmpty(text))
            return text;
        foreach (var (detail, masked) in _details)
            text = Replace(text, detail, masked, written);
        return text;
    }

    private static string Replace(string text, string detail, string masked, Func<string, string> written)
    {
        foreach (var form in new[] { detail, written(detail) }.Distinct())
        {
            // Whole words alone: a short name may be part of others. A match would otherwise be looked for within words of any length.
            text = Regex.Replace(
                text,
                $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(form)}(?![\p{{L}}\p{{N}}])",
                written(masked).Replace("$", "$$", StringComparison.Ordinal),
                RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        }
        return text;
    }

    private static string FirstLetter(string text) => text.EnumerateRunes().First() is var first && Rune.IsLetterOrDigit(first) ? first.ToString() : "";
}
