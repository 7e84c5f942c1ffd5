using AgentBrain.Domain.Engine;

namespace AgentBrain.Domain.Interviews;

/// <summary>
/// Everything that answers and corrections say, gathered in the order of the questions. The same answers and corrections give the same
/// facts, in whatever order they came to be what they are.
/// </summary>
/// <param name="Slots">What is known of each slot, by key.</param>
/// <param name="Declined">Keys of the slots without a value of which the respondent said that they do not know.</param>
/// <param name="ChangedByLast">Keys of the slots that the last answer filled or changed.</param>
/// <param name="LowInfoStreak">Number of answers at the end that filled or changed nothing.</param>
internal sealed record GatheredFacts(
    IReadOnlyDictionary<string, SlotValue> Slots,
    IReadOnlyList<string> Declined,
    IReadOnlyList<string> ChangedByLast,
    int LowInfoStreak)
{
    public static GatheredFacts From(CompiledBrain brain, SessionState state)
    {
        var corrections = state.Corrections;
        var slots = new Dictionary<string, SlotValue>(state.InheritedSlots, StringComparer.Ordinal);
        var declined = state.InheritedDeclined.ToList();
        List<string> changed = [];
        var streak = state.InheritedLowInfoStreak;
        foreach (var answer in state.Answers ?? [])
        {
            changed = Take(brain, slots, answer);
            streak = changed.Count == 0 ? streak + 1 : 0;
            if (answer.Declined)
                declined.AddRange(brain.SlotsAskedBy(answer.QuestionId));
        }

        foreach (var slot in brain.Document.Slots)
        {
            if (corrections.GetValueOrDefault(slot.Key) is not { } correction)
                continue;
            slots[slot.Key] = correction.ValueFor(slot);
            declined.Add(slot.Key);
        }
        return new GatheredFacts(
            slots,
            [.. declined.Distinct().Where(key => !slots.GetValueOrDefault(key, SlotValue.Empty).HasValue)],
            [.. changed.Where(key => !corrections.ContainsKey(key))],
            streak);
    }

    private static List<string> Take(CompiledBrain brain, Dictionary<string, SlotValue> slots, AnswerStatements answer)
    {
        var changed = new List<string>();
        foreach (var said in answer.Slots)
        {
            if (brain.FindSlot(said.SlotKey) is not { } slot)
                continue;
            var before = slots.GetValueOrDefault(slot.Key, SlotValue.Empty);
            var after = before.Merge(slot, said, answer.QuestionId);
            if (after != SlotValue.Empty)
                slots[slot.Key] = after;
            if (after.Value != before.Value || after.Confidence > before.Confidence)
                changed.Add(slot.Key);
        }
        return changed;
    }
}
