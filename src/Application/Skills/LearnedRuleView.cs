using System.Text.Json;
using AgentBrain.Domain.Skills;

namespace AgentBrain.Application.Skills;

/// <summary>Where a suggested change of the skill stands.</summary>
public enum LearnedRuleStatus
{
    /// <summary>Nobody has approved it yet.</summary>
    Pending,

    /// <summary>It was approved and is in no version of the skill yet.</summary>
    Approved,

    /// <summary>A version of the skill has taken it in.</summary>
    Applied,
}

/// <summary>A suggested change of the skill.</summary>
public sealed record LearnedRuleView
{
    /// <summary>Its number.</summary>
    public required int Id { get; init; }

    /// <summary>The suggestion.</summary>
    public required string Text { get; init; }

    /// <summary>The suggestion in English; null when it was not written.</summary>
    public required string? EnglishText { get; init; }

    /// <summary>The kind of suggestion, for example <c>question_improvement</c>.</summary>
    public required string Type { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>The pattern that led to it; null when none was recorded.</summary>
    public required string? SourcePattern { get; init; }

    /// <summary>Ids of the questions that it is about.</summary>
    public required IReadOnlyList<string> AffectedQuestions { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required LearnedRuleStatus Status { get; init; }

    /// <summary>When it was approved (UTC); null when it is not.</summary>
    public required DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>Number of the version of the skill that has taken it in; null when none has.</summary>
    public required int? IncorporatedInSkill { get; init; }

    // What the legacy service recorded besides has no columns, and nobody promises its shape.
    internal static LearnedRuleView Of(LearnedRule rule)
    {
        using var metadata = JsonDocument.Parse(rule.Metadata);
        var incorporated = Member(metadata.RootElement, "incorporated_in_skill") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var id) ? id : (int?)null;
        return new LearnedRuleView
        {
            Id = rule.Id,
            Text = rule.RuleText,
            EnglishText = Member(metadata.RootElement, "rule_text_en") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null,
            Type = rule.RuleType,
            Confidence = rule.ConfidenceScore,
            SourcePattern = rule.SourcePattern,
            AffectedQuestions = Member(metadata.RootElement, "affected_questions") is { ValueKind: JsonValueKind.Array } questions
                ? [.. questions.EnumerateArray().Where(question => question.ValueKind == JsonValueKind.String).Select(question => question.GetString()!)]
                : [],
            CreatedAt = rule.CreatedAt,
            Status = (rule.Approved, incorporated) switch
            {
                (false, _) => LearnedRuleStatus.Pending,
                (true, null) => LearnedRuleStatus.Approved,
                _ => LearnedRuleStatus.Applied,
            },
            ApprovedAt = rule.ApprovedAt,
            IncorporatedInSkill = incorporated,
        };
    }

    private static JsonElement? Member(JsonElement metadata, string name) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty(name, out var member) ? member : null;
}
