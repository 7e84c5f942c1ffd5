using System.Globalization;
using System.Text.RegularExpressions;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Interviews.Contacts;

/// <summary>
/// Takes contact details out of reports and leaves a numbered mark in the place of each, <c>⟦0⟧</c>, so that a report can be stored for anybody to read and be put
/// together again to the letter. It is done to the finished text: whatever a template makes of a name is found in it, and nothing is escaped anew.
/// </summary>
public static partial class ContactCuts
{
    private const string Open = "⟦";
    private const string Close = "⟧";
    private const int ShortestPartOfName = 3;

    /// <summary>Reports without contact details, and what was taken out.</summary>
    /// <param name="Full">The full report; null where there is none.</param>
    /// <param name="Summary">The summary; null where there is none.</param>
    /// <param name="Cuts">What was taken out, by the number of its mark.</param>
    /// <param name="Masked">What stands for it before those who may not see it.</param>
    public sealed record Result(string? Full, string? Summary, IReadOnlyList<string> Cuts, IReadOnlyList<string> Masked);

    /// <summary>Takes contact details out of reports.</summary>
    /// <param name="contacts">The details, as they were left in one place and another.</param>
    /// <param name="full">The full report; null where there is none.</param>
    /// <param name="summary">The summary; null where there is none.</param>
    public static Result Cut(IEnumerable<ContactDetails> contacts, string? full, string? summary)
    {
        var forms = Forms(contacts);
        var cuts = new List<string>();
        var masked = new List<string>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        // Whole words alone, as they are masked: a short name may be part of others. What looks like a mark is taken out, too, so that none is put back that is not ours.
        var details = string.Join('|', forms.Select((form, index) => $"(?<d{index}>{Regex.Escape(form.Text)})"));
        var pattern = new Regex(
            forms.Count > 0 ? $@"(?<![\p{{L}}\p{{N}}])(?:{details})(?![\p{{L}}\p{{N}}])|{Open}" : Open,
            RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
        return new Result(Without(full), Without(summary), cuts, masked);

        string? Without(string? text) => text is null ? null : pattern.Replace(text, match =>
        {
            if (!numbers.TryGetValue(match.Value, out var number))
            {
                number = numbers[match.Value] = cuts.Count;
                cuts.Add(match.Value);
                masked.Add(match.Value == Open ? Open : forms.Where((_, index) => match.Groups[$"d{index}"].Success).First().Masked);
            }
            return Open + number.ToString(CultureInfo.InvariantCulture) + Close;
        });
    }

    /// <summary>Puts back what was taken out of a text.</summary>
    /// <param name="text">The text; null where there is none.</param>
    /// <param name="cuts">What to put in the place of each mark; null where it is not known.</param>
    public static string? Fill(string? text, IReadOnlyList<string>? cuts) => text is null ? null : Mark().Replace(text, match =>
        cuts is null ? MarkdownText.Escape(ContactMask.Hidden)
        : int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < cuts.Count ? cuts[number]
        : match.Value);

    /// <summary>What is looked for in texts and what stands for it before those who may not see it.</summary>
    /// <param name="contacts">The details, as they were left in one place and another.</param>
    internal static List<(string Detail, string Masked)> Details(IEnumerable<ContactDetails> contacts)
    {
        var details = new List<(string, string)>();
        foreach (var contact in contacts)
        {
            // People call themselves by a part of their name.
            foreach (var name in (contact.Name ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(part => part.Length >= ShortestPartOfName).Prepend(contact.Name))
                Add(name, ContactMask.Name(name));
            Add(contact.Email, ContactMask.Email(contact.Email));
            Add(contact.Phone, ContactMask.Phone(contact.Phone));
        }
        return details;

        void Add(string? detail, string? masked)
        {
            if (!string.IsNullOrWhiteSpace(detail))
                details.Add((detail, masked!));
        }
    }

    private static List<(string Text, string Masked)> Forms(IEnumerable<ContactDetails> contacts) =>
    [
        .. Details(contacts)
            .SelectMany(detail => new[] { detail.Detail, MarkdownText.Escape(detail.Detail) }.Select(text => (Text: text, Masked: MarkdownText.Escape(detail.Masked))))
            .Where(form => form.Text.Length > 0)
            .DistinctBy(form => form.Text)
            .OrderByDescending(form => form.Text.Length),
    ];

    [GeneratedRegex(Open + "([0-9]{1,9})" + Close, RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
