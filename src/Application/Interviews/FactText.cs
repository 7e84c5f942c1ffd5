using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;

namespace AgentBrain.Application.Interviews;

/// <summary>Puts what is known of a slot into words of a language.</summary>
internal static class FactText
{
    /// <summary>The label of an option, or a measure as it is written in the language.</summary>
    public static string Of(SlotDefinition slot, string part, string language) =>
        slot.FindOption(part)?.Label.In(language) ?? MeasureText.Localize(part, slot.Measure, language);

    /// <summary>Everything known of the slot in one line.</summary>
    public static string Line(SlotDefinition slot, SlotValue value, string language) =>
        string.Join(", ", value.Parts.Select(part => Of(slot, part, language)));

    /// <summary>What is known, slot by slot in the order of the brain.</summary>
    public static IEnumerable<(SlotDefinition Slot, SlotValue Value)> Slots(CompiledBrain brain, SessionState state) =>
        brain.Document.Slots.Select(slot => (slot, state.Slots.GetValueOrDefault(slot.Key) ?? SlotValue.Empty));
}
