using AgentBrain.Domain.Brain;

namespace AgentBrain.Domain.Interviews;

/// <summary>What a respondent set a slot to by hand. It stands, whatever their answers are understood to say.</summary>
/// <param name="Options">Keys of the picked options.</param>
/// <param name="Measure">A quantity in canonical form, or null.</param>
public sealed record SlotCorrection(IReadOnlyList<string> Options, string? Measure)
{
    /// <summary>The slot's value; empty when the respondent says that they do not know.</summary>
    public SlotValue ValueFor(SlotDefinition slot)
    {
        var parts = slot.Options.Select(option => option.Key).Where(Options.Contains).ToList();
        if (Measure is not null)
            parts.Add(Measure);
        return parts.Count == 0
            ? SlotValue.Empty with { SetByHand = true }
            : new SlotValue
            {
                Value = string.Join(", ", parts),
                Confidence = ConfidenceLevels.SetByHand,
                Evidence = [.. parts.Select(part => new SlotEvidence(part, ConfidenceLevels.SetByHand, null, null))],
                SetByHand = true,
            };
    }
}
