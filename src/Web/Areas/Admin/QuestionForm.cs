using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>The form of a question.</summary>
public sealed class QuestionForm
{
    public string? Id { get; set; }

    public string? TextLt { get; set; }

    public string? TextEn { get; set; }

    public string? TextRu { get; set; }

    public string? BasePriority { get; set; }

    public string? RoundHint { get; set; }

    public List<string> SlotCoverage { get; set; } = [];

    public List<string> RiskCoverage { get; set; } = [];

    public bool RequiresRisk { get; set; }

    public bool Enabled { get; set; }

    /// <summary>The text in all languages.</summary>
    public LocalizedText Text => new(TextLt, TextEn, TextRu);

    /// <summary>The form of a question as it is stored, or as a new one begins.</summary>
    public static QuestionForm Of(QuestionDefinition question) => new()
    {
        Id = question.Id,
        TextLt = question.TextLt,
        TextEn = question.TextEn,
        TextRu = question.TextRu,
        BasePriority = FormNumber.Write(question.BasePriority),
        RoundHint = question.RoundHint is { } round ? FormNumber.Write(round) : null,
        SlotCoverage = [.. question.SlotCoverage],
        RiskCoverage = [.. question.RiskCoverage],
        RequiresRisk = question.RequiresRisk,
        Enabled = question.Enabled,
    };

    /// <summary>The question that the form describes. Numbers that cannot be read are told to <paramref name="fault"/> with the field's path.</summary>
    public QuestionDefinition Read(Action<string, string> fault)
    {
        if (!FormNumber.TryReadWhole(BasePriority, out var priority))
            fault(nameof(BasePriority), "Write a whole number, for example 50.");
        else if (priority is null)
            fault(nameof(BasePriority), "Give a priority from 0 to 1000.");
        if (!FormNumber.TryReadWhole(RoundHint, out var round))
            fault(nameof(RoundHint), "Choose round 1, 2 or 3, or none.");
        return new QuestionDefinition
        {
            Id = Id?.Trim() ?? "",
            TextLt = TextLt ?? "",
            TextEn = TextEn,
            TextRu = TextRu,
            BasePriority = priority ?? 0,
            RoundHint = round,
            SlotCoverage = [.. SlotCoverage.Where(key => !string.IsNullOrEmpty(key))],
            RiskCoverage = [.. RiskCoverage.Where(code => !string.IsNullOrEmpty(code))],
            RequiresRisk = RequiresRisk,
            Enabled = Enabled,
        };
    }
}
