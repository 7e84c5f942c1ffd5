using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Brain;

/// <summary>Makes what authors type and paste fit to store: without stray space, empty texts, and terms that say the same twice.</summary>
internal static class BrainCleaning
{
    /// <summary>The slot as it is stored.</summary>
    public static SlotDefinition Clean(SlotDefinition slot) => slot with
    {
        LabelLt = Line(slot.LabelLt),
        LabelEn = Line(slot.LabelEn),
        LabelRu = Line(slot.LabelRu),
        Description = Line(slot.Description),
        Options = [.. slot.Options.Select(Clean)],
    };

    /// <summary>The question as it is stored.</summary>
    public static QuestionDefinition Clean(QuestionDefinition question) => question with
    {
        TextLt = CleanText.Lines(question.TextLt),
        TextEn = Lines(question.TextEn),
        TextRu = Lines(question.TextRu),
        SlotCoverage = [.. question.SlotCoverage.Distinct()],
        RiskCoverage = [.. question.RiskCoverage.Distinct()],
    };

    /// <summary>Text of one line; null when nothing is written.</summary>
    public static string? Line(string? text) => CleanText.Line(text) is { Length: > 0 } clean ? clean : null;

    /// <summary>Text of several lines; null when nothing is written.</summary>
    public static string? Lines(string? text) => CleanText.Lines(text) is { Length: > 0 } clean ? clean : null;

    /// <summary>A template or a footer, in which white space has its meaning; null when nothing is written. Browsers end lines in their own way.</summary>
    public static string? Template(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : string.Concat(text.ReplaceLineEndings("\n").Where(character => character is '\n' or '\t' || !char.IsControl(character)));

    /// <summary>The terms in their order, each once whatever its case, with single spaces between words.</summary>
    public static IReadOnlyList<string> Terms(IReadOnlyList<string> terms) =>
    [
        .. terms
            .Select(term => string.Join(' ', CleanText.Line(term).Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Where(term => term.Length > 0)
            .DistinctBy(term => term, StringComparer.OrdinalIgnoreCase),
    ];

    private static SlotOption Clean(SlotOption option) => option with
    {
        LabelLt = Line(option.LabelLt),
        LabelEn = Line(option.LabelEn),
        LabelRu = Line(option.LabelRu),
        Synonyms = Clean(option.Synonyms),
        WhenAsked = Clean(option.WhenAsked),
        WhenDenied = Clean(option.WhenDenied),
        Excludes = [.. option.Excludes.Distinct()],
    };

    private static LocalizedTerms Clean(LocalizedTerms terms) => new() { Lt = Terms(terms.Lt), En = Terms(terms.En), Ru = Terms(terms.Ru) };
}
