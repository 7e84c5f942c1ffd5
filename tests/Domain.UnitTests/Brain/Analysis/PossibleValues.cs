using AgentBrain.Domain.Brain;

namespace AgentBrain.Domain.UnitTests.Brain.Analysis;

/// <summary>The values that a slot can have, spelled out one by one.</summary>
internal static class PossibleValues
{
    /// <summary>No value, every set of options that do not exclude each other, each with and without each of some measures; a few free texts where there are no options.</summary>
    public static List<string?> Of(SlotDefinition slot, params string[] measures)
    {
        if (slot.Options.Count == 0)
            return [null, "x", "y", "x, y", "x, something else", "y, something else", "x, y, something else", "something else"];
        string[] noMeasure = [""];
        return
        [
            .. Enumerable.Range(0, 1 << slot.Options.Count)
                .Select(set => slot.Options.Where((_, index) => (set >> index & 1) == 1).Select(option => option.Key).ToList())
                .Where(keys => !keys.Exists(one => keys.Exists(other => one != other && slot.AreExclusive(one, other))))
                .SelectMany(keys => (slot.Measure is null ? noMeasure : [.. noMeasure, .. measures]).Select(measure => string.Join(", ", [.. keys, .. measure.Length > 0 ? [measure] : Array.Empty<string>()])))
                .Select(text => text.Length == 0 ? null : text),
        ];
    }
}
