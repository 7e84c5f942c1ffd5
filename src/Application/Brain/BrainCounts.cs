using AgentBrain.Domain.Brain;

namespace AgentBrain.Application.Brain;

/// <summary>How large a brain is. What is disabled counts too.</summary>
/// <param name="Slots">Number of slots.</param>
/// <param name="Questions">Number of questions.</param>
/// <param name="RiskRules">Number of risk rules.</param>
public sealed record BrainCounts(int Slots, int Questions, int RiskRules)
{
    internal static BrainCounts Of(BrainDocument document) => new(document.Slots.Count, document.Questions.Count, document.RiskRules.Count);
}
