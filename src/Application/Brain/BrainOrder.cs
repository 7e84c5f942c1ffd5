using AgentBrain.Domain.Brain;

namespace AgentBrain.Application.Brain;

/// <summary>The one order in which brains are stored, published and written, so that the same brain always gives the same text.</summary>
internal static class BrainOrder
{
    /// <summary>The document with its questions by priority, the highest first, and then by id, and its rules by id. Slots stay in the order that authors gave them.</summary>
    public static BrainDocument InOrder(this BrainDocument document) => document with
    {
        Questions = [.. document.Questions.OrderByDescending(question => question.BasePriority).ThenBy(question => question.Id, StringComparer.Ordinal)],
        RiskRules = [.. document.RiskRules.OrderBy(rule => rule.Id, StringComparer.Ordinal)],
        SkipRules = [.. document.SkipRules.OrderBy(rule => rule.Id, StringComparer.Ordinal)],
    };
}
