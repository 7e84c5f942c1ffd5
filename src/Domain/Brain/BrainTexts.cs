namespace AgentBrain.Domain.Brain;

/// <summary>A text of a brain that stands in all languages.</summary>
/// <param name="Item">The item that it belongs to.</param>
/// <param name="Text">The text.</param>
/// <param name="Members">Path of the member per language, in the order of <see cref="Languages.All"/>.</param>
public sealed record BrainText(BrainAddress Item, LocalizedText Text, IReadOnlyList<string> Members)
{
    /// <summary>Where the text stands in <paramref name="language"/>.</summary>
    public BrainAddress At(string language) => Item with { Member = Members[Languages.All.ToList().IndexOf(language)] };
}

/// <summary>All texts of a brain that are translated.</summary>
public static class BrainTexts
{
    /// <summary>The language that texts are translated from.</summary>
    public const string Source = Languages.Lithuanian;

    /// <summary>The texts in the order of the document.</summary>
    public static IEnumerable<BrainText> Of(BrainDocument document)
    {
        foreach (var slot in document.Slots)
        {
            var at = new BrainAddress(BrainSection.Slots, slot.Key);
            yield return new BrainText(at, slot.Label, Suffixed("label"));
            foreach (var option in slot.Options)
                yield return new BrainText(at, option.Label, Suffixed($"options.{option.Key}.label"));
        }
        foreach (var question in document.Questions)
            yield return new BrainText(new BrainAddress(BrainSection.Questions, question.Id), question.Text, Suffixed("text"));
        foreach (var rule in document.RiskRules)
        {
            yield return new BrainText(
                new BrainAddress(BrainSection.RiskRules, rule.Id), rule.Note, [.. Languages.All.Select(language => language == Source ? "note_template" : $"note_template_{language}")]);
        }
        var report = new BrainAddress(BrainSection.Report);
        yield return Template("footer", document.Report.Footer);
        yield return Template("full", document.Report.Full);
        yield return Template("summary", document.Report.Summary);

        BrainText Template(string member, LocalizedTemplate template) =>
            new(report, new LocalizedText(template.Lt, template.En, template.Ru), [.. Languages.All.Select(language => $"{member}.{language}")]);
    }

    /// <summary>
    /// The translations that lag behind after a change: those whose source changed while they stayed as they were, and those that lagged
    /// before and were neither rewritten nor declared right.
    /// </summary>
    /// <param name="before">The brain before the change.</param>
    /// <param name="after">The brain after it.</param>
    /// <param name="staleBefore">The translations that lagged before.</param>
    /// <param name="confirmed">Translations that the author declared right as they are.</param>
    public static IReadOnlyList<BrainAddress> StaleAfter(
        BrainDocument before, BrainDocument after, IEnumerable<BrainAddress> staleBefore, IReadOnlyCollection<BrainAddress> confirmed)
    {
        var old = new Dictionary<BrainAddress, LocalizedText>();
        foreach (var text in Of(before))
            old[text.At(Source)] = text.Text;
        var stale = staleBefore.ToHashSet();
        return
        [
            .. from text in Of(after)
               from language in Languages.All
               where language != Source && LagsBehind(text, language)
               select text.At(language),
        ];

        bool LagsBehind(BrainText text, string language)
        {
            var at = text.At(language);
            var translation = text.Text.Exactly(language);
            if (string.IsNullOrWhiteSpace(translation) || confirmed.Contains(at) || !old.TryGetValue(text.At(Source), out var was) || was.Exactly(language) != translation)
                return false;
            var source = was.Exactly(Source);
            return stale.Contains(at) || (!string.IsNullOrWhiteSpace(source) && source != text.Text.Exactly(Source));
        }
    }

    private static string[] Suffixed(string member) => [.. Languages.All.Select(language => $"{member}_{language}")];
}
