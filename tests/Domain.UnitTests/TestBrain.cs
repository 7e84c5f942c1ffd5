using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;

namespace AgentBrain.Domain.UnitTests;

/// <summary>Short ways to write brains and what is known in an interview.</summary>
internal static class TestBrain
{
    public static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The form in which sessions and decision records are stored.</summary>
    public static JsonSerializerOptions Stored { get; } = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public static SlotDefinition Slot(string key, bool required = false, params SlotOption[] options) => new()
    {
        Key = key,
        LabelEn = key,
        IsRequired = required,
        Options = options,
    };

    public static SlotOption Option(string key, params string[] excludes) => new() { Key = key, Excludes = excludes };

    public static QuestionDefinition Question(string id, int priority, params string[] slots) => new()
    {
        Id = id,
        TextLt = $"{id}?",
        BasePriority = priority,
        SlotCoverage = slots,
    };

    public static QuestionDefinition Clarifier(string id, int priority, params string[] risks) => new()
    {
        Id = id,
        TextLt = $"{id}?",
        BasePriority = priority,
        RiskCoverage = risks,
        RequiresRisk = true,
    };

    public static SlotCondition Contains(string slot, params string[] values) => new(slot, ConditionOperator.ContainsAny, values);

    public static SlotCondition Lacks(string slot, params string[] values) => new(slot, ConditionOperator.NotContainsAny, values);

    public static RiskRuleDefinition Risk(string code, Condition condition) => new()
    {
        Id = code,
        Code = code,
        Severity = "high",
        RuleJson = condition,
        NoteTemplate = $"{code} lt",
        NoteTemplateEn = $"{code} en",
    };

    public static SkipRuleDefinition Skip(string id, string slot, string value, params string[] questions) => new()
    {
        Id = id,
        ConditionSlot = slot,
        ConditionType = "contains_any",
        ConditionValues = [value],
        SkipQuestionIds = questions,
    };

    public static ModesSection Quick(int maxQuestions = 8, int lowInfoStreakMax = 2, QuickScoringWeights? weights = null, params CriticalSlot[] critical) => new()
    {
        Quick = new InterviewPolicy
        {
            Limits = new InterviewLimits { MaxQuestions = maxQuestions, LowInfoStreakMax = lowInfoStreakMax },
            CriticalSlots = critical,
            ScoringOverrides = new ScoringOverrides { Weights = weights ?? new QuickScoringWeights() },
        },
    };

    public static CriticalSlot Critical(string slot, double minConfidence = 0.6) => new() { Id = slot, MinConfidence = minConfidence };

    public static DecisionInputs Known(params (string Slot, string? Value, double Confidence)[] values) => new()
    {
        Values = values.ToDictionary(value => value.Slot, value => new SlotFact(value.Value, value.Confidence)),
    };

    public static SlotFacts Facts(this CompiledBrain brain, DecisionInputs inputs) => brain.Facts(inputs.Values, inputs.Declined);

    /// <summary>Writes a value as it is stored and reads it again.</summary>
    public static T StoredAndRead<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, Stored), Stored)!;
}
