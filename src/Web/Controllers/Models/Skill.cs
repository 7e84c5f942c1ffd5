using System.ComponentModel.DataAnnotations;
using AgentBrain.Application.Skills;

namespace AgentBrain.Web.Controllers.Models;

/// <summary>A version of the skill in a list.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Version">Version, for example `1.2.0`.</param>
/// <param name="IsActive">Whether it guides language models now.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
/// <param name="ApprovedBy">Who approved it; null when nobody has.</param>
/// <param name="ApprovedAt">When it was approved (UTC); null when it is not.</param>
/// <param name="ChangeSummary">What it changes; null when that was not said.</param>
/// <param name="ContentLength">Characters of its text.</param>
public sealed record SkillVersionItem(
    int Id, string Version, bool IsActive, DateTime CreatedAt, string? ApprovedBy, DateTime? ApprovedAt, string? ChangeSummary, int ContentLength)
{
    internal static SkillVersionItem Of(SkillVersionRow row) => new(
        row.Id, row.Version, row.IsActive, row.CreatedAt.UtcDateTime, row.ApprovedBy, row.ApprovedAt?.UtcDateTime, row.ChangeSummary, row.ContentLength);
}

/// <summary>The version of the skill that guides language models now.</summary>
/// <param name="Active">Whether there is one; all else is null when there is none.</param>
/// <param name="Id">Its number.</param>
/// <param name="Version">Version, for example `1.2.0`.</param>
/// <param name="ContentPreview">How its text begins, 500 characters at most.</param>
/// <param name="ContentLength">Characters of its text.</param>
public sealed record ActiveSkillReply(bool Active, int? Id, string? Version, string? ContentPreview, int? ContentLength)
{
    private const int PreviewLength = 500;

    internal static ActiveSkillReply Of(ActiveSkill skill)
    {
        if (skill.Version is not { } version)
            return new ActiveSkillReply(false, null, null, null, null);
        var shown = Math.Min(PreviewLength, version.Content.Length);
        // Half of a character is none.
        if (shown < version.Content.Length && char.IsHighSurrogate(version.Content[shown - 1]))
            shown--;
        return new ActiveSkillReply(true, version.Id, version.Version, version.Content[..shown], version.Content.Length);
    }
}

/// <summary>A version of the skill.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Version">Version, for example `1.2.0`.</param>
/// <param name="Content">Its text.</param>
/// <param name="ChangeSummary">What it changes; null when that was not said.</param>
public sealed record SkillContentReply(int Id, string Version, string Content, string? ChangeSummary);

/// <summary>A version of the skill to make.</summary>
/// <param name="NewVersion">Version, for example `1.2.0`; 20 characters at most.</param>
/// <param name="ApprovedRuleIds">Numbers of the approved rules that it takes in.</param>
/// <param name="ApprovedBy">Who approves it, 100 characters at most.</param>
public sealed record NewSkillBody(
    [MaxLength(20, ErrorMessage = "Use 20 characters at most.")] string NewVersion,
    IReadOnlyList<int> ApprovedRuleIds,
    [MaxLength(100, ErrorMessage = "Use 100 characters at most.")] string ApprovedBy);

/// <summary>A version of the skill that was made.</summary>
/// <param name="Success">Always true: what failed is a problem.</param>
/// <param name="SkillId">Its number.</param>
/// <param name="Version">Version, for example `1.2.0`.</param>
/// <param name="Message">What was done.</param>
public sealed record NewSkillReply(bool Success, int SkillId, string Version, string Message);

/// <summary>Which reviews rules are drawn from.</summary>
/// <param name="MinReviews">Fewest reviews that have to agree, 1 to 1,000.</param>
/// <param name="SinceDays">How many days back, 1 to 3,650.</param>
public sealed record GenerateRulesBody(
    [Range(1, 1000, ErrorMessage = "Give 1 to 1000.")] int MinReviews = 3,
    [Range(1, 3650, ErrorMessage = "Give 1 to 3650.")] int SinceDays = 30);

/// <summary>Rules that were drawn from reviews.</summary>
/// <param name="RulesGenerated">Their number.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Message">What was done.</param>
public sealed record GeneratedRulesReply(int RulesGenerated, IReadOnlyList<RuleItem> Rules, string Message);

/// <summary>A suggested change of the skill.</summary>
/// <param name="Id">Its number.</param>
/// <param name="RuleText">The suggestion.</param>
/// <param name="RuleTextEn">The suggestion in English; null when it was not written.</param>
/// <param name="RuleType">The kind of suggestion, for example `question_improvement`.</param>
/// <param name="ConfidenceScore">0 to 1.</param>
/// <param name="SourcePattern">The pattern that led to it; null when none was recorded.</param>
/// <param name="AffectedQuestions">Ids of the questions that it is about.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ApprovedAt">When it was approved (UTC); null when it is not.</param>
/// <param name="IncorporatedInSkill">Number of the version of the skill that has taken it in; null when none has.</param>
public sealed record RuleItem(
    int Id,
    string RuleText,
    string? RuleTextEn,
    string RuleType,
    double ConfidenceScore,
    string? SourcePattern,
    IReadOnlyList<string> AffectedQuestions,
    DateTime CreatedAt,
    LearnedRuleStatus Status,
    DateTime? ApprovedAt,
    int? IncorporatedInSkill)
{
    internal static RuleItem Of(LearnedRuleView rule) => new(
        rule.Id,
        rule.Text,
        rule.EnglishText,
        rule.Type,
        rule.Confidence,
        rule.SourcePattern,
        rule.AffectedQuestions,
        rule.CreatedAt.UtcDateTime,
        rule.Status,
        rule.ApprovedAt?.UtcDateTime,
        rule.IncorporatedInSkill);
}
