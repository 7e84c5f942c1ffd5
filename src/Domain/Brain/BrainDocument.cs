using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentBrain.Domain.Brain;

/// <summary>
/// The whole configuration of an interview as one value: what a revision stores, what a YAML file holds, and what the working copy is read into.
/// Serialized with <see cref="Json"/>; the member names are those of the import and export format.
/// </summary>
public sealed record BrainDocument
{
    /// <summary>Weights of the scoring terms.</summary>
    public ScoringSection Scoring { get; init; } = new();

    /// <summary>The facts to collect, in the order in which reports list them.</summary>
    public IReadOnlyList<SlotDefinition> Slots { get; init; } = [];

    /// <summary>The questions that may be asked.</summary>
    public IReadOnlyList<QuestionDefinition> Questions { get; init; } = [];

    /// <summary>Rules that raise flags.</summary>
    public IReadOnlyList<RiskRuleDefinition> RiskRules { get; init; } = [];

    /// <summary>Rules that leave questions out.</summary>
    public IReadOnlyList<SkipRuleDefinition> SkipRules { get; init; } = [];

    /// <summary>Policies of the interview modes.</summary>
    public ModesSection Modes { get; init; } = new();

    /// <summary>What reports are made from.</summary>
    public ReportSection Report { get; init; } = new();

    /// <summary>Options for reading and writing documents: snake_case names, enums by name, unwritten members left out.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false), new PlainDecimalConverter() },
    };
}

/// <summary>The scoring section of a brain document.</summary>
public sealed record ScoringSection
{
    /// <summary>Weights of the scoring terms.</summary>
    public ScoringWeights Weights { get; init; } = new();
}

/// <summary>What each scoring term counts. Points are dimensionless; a higher total is asked first.</summary>
public sealed record ScoringWeights
{
    /// <summary>Points per unit of a question's base priority.</summary>
    public decimal BasePriority { get; init; } = 0.1m;

    /// <summary>Points per covered slot that is missing.</summary>
    public decimal MissingSlot { get; init; } = 3m;

    /// <summary>Points per covered risk that is raised.</summary>
    public decimal Risk { get; init; } = 2m;

    /// <summary>Points for a question whose round is the current one.</summary>
    public decimal RoundFit { get; init; } = 1.5m;

    /// <summary>Points (negative) for a question that was asked already.</summary>
    public decimal AskedPenalty { get; init; } = -5m;

    /// <summary>Further points per covered slot that is missing and required.</summary>
    public decimal RequiredSlotBonus { get; init; } = 2m;
}

/// <summary>A question as a brain document states it.</summary>
public sealed record QuestionDefinition
{
    /// <summary>Stable id; at most <see cref="BrainLimits.QuestionIdLength"/> characters.</summary>
    public required string Id { get; init; }

    /// <summary>Lithuanian text.</summary>
    public required string TextLt { get; init; }

    /// <summary>English text.</summary>
    public string? TextEn { get; init; }

    /// <summary>Russian text.</summary>
    public string? TextRu { get; init; }

    /// <summary>Importance among equals, usually 0 to 100.</summary>
    public int BasePriority { get; init; } = 50;

    /// <summary>The round (1 to 3) it belongs to; null for none.</summary>
    public int? RoundHint { get; init; }

    /// <summary>Keys of the slots that an answer fills.</summary>
    public IReadOnlyList<string> SlotCoverage { get; init; } = [];

    /// <summary>Codes of the risks that an answer clarifies.</summary>
    public IReadOnlyList<string> RiskCoverage { get; init; } = [];

    /// <summary>Whether it may be asked only while a risk that it covers is raised.</summary>
    public bool RequiresRisk { get; init; }

    /// <summary>Whether it takes part in interviews.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The text in all languages.</summary>
    [JsonIgnore]
    public LocalizedText Text => new(TextLt, TextEn, TextRu);
}

/// <summary>A rule that raises a flag.</summary>
public sealed record RiskRuleDefinition
{
    /// <summary>Stable id; at most <see cref="BrainLimits.SlotKeyLength"/> characters.</summary>
    public required string Id { get; init; }

    /// <summary>Code that questions and reports refer to; unique.</summary>
    public required string Code { get; init; }

    /// <summary><c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    public string Severity { get; init; } = "medium";

    /// <summary>When the flag is raised.</summary>
    public required Condition RuleJson { get; init; }

    /// <summary>What the flag means, in Lithuanian.</summary>
    public string? NoteTemplate { get; init; }

    /// <summary>What the flag means, in English.</summary>
    public string? NoteTemplateEn { get; init; }

    /// <summary>What the flag means, in Russian.</summary>
    public string? NoteTemplateRu { get; init; }

    /// <summary>Whether the rule is evaluated.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The note in all languages.</summary>
    [JsonIgnore]
    public LocalizedText Note => new(NoteTemplate, NoteTemplateEn, NoteTemplateRu);
}

/// <summary>A rule that leaves questions out while its condition holds.</summary>
public sealed record SkipRuleDefinition
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Key of the slot that is looked at.</summary>
    public required string ConditionSlot { get; init; }

    /// <summary><c>contains_any</c>, <c>not_contains_any</c>, <c>equals_any</c> or <c>not_equals_any</c>.</summary>
    public required string ConditionType { get; init; }

    /// <summary>The texts to compare with.</summary>
    public IReadOnlyList<string> ConditionValues { get; init; } = [];

    /// <summary>Ids of the questions left out.</summary>
    public IReadOnlyList<string> SkipQuestionIds { get; init; } = [];

    /// <summary>Whether the rule is evaluated.</summary>
    public bool Enabled { get; init; } = true;
}

/// <summary>The modes section of a brain document.</summary>
public sealed record ModesSection
{
    /// <summary>Policy of the quick interview.</summary>
    public InterviewPolicy Quick { get; init; } = new();

    /// <summary>Policy of the precise interview.</summary>
    public PrecisePolicy Precise { get; init; } = new();
}

/// <summary>What reports are made from: Liquid templates and the footer.</summary>
public sealed record ReportSection
{
    /// <summary>What stands below every report.</summary>
    public LocalizedTemplate Footer { get; init; } = new();

    /// <summary>Liquid templates of the full report.</summary>
    public LocalizedTemplate Full { get; init; } = new();

    /// <summary>Liquid templates of the summary that the respondent reads.</summary>
    public LocalizedTemplate Summary { get; init; } = new();
}

/// <summary>A template or a longer text in each language. A plain JSON string is read as one text for all of them.</summary>
[JsonConverter(typeof(LocalizedTemplateJsonConverter))]
public sealed record LocalizedTemplate
{
    /// <summary>Lithuanian template.</summary>
    public string? Lt { get; init; }

    /// <summary>English template.</summary>
    public string? En { get; init; }

    /// <summary>Russian template.</summary>
    public string? Ru { get; init; }

    /// <summary>The template in <paramref name="language"/>, with the fallbacks of <see cref="LocalizedText"/>.</summary>
    public string In(string language) => new LocalizedText(Lt, En, Ru).In(language);
}
