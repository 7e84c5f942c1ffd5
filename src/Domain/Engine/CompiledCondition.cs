using AgentBrain.Domain.Brain;

namespace AgentBrain.Domain.Engine;

/// <summary>A condition with its slots resolved to indexes and its texts in lower case.</summary>
internal abstract class CompiledCondition
{
    public abstract bool Holds(SlotFacts facts);

    public static CompiledCondition From(Condition condition, Func<string, int> slotIndex) => condition switch
    {
        AllOf all => new All([.. all.Parts.Select(part => From(part, slotIndex))]),
        AnyOf any => new Any([.. any.Parts.Select(part => From(part, slotIndex))]),
        SlotCondition { Operator: ConditionOperator.ContainsAny or ConditionOperator.NotContainsAny } leaf =>
            new Contains(slotIndex(leaf.Slot), LowerCase(leaf.Values), leaf.Operator == ConditionOperator.ContainsAny),
        SlotCondition leaf =>
            new EqualTo(slotIndex(leaf.Slot), LowerCase(leaf.Values), leaf.Operator == ConditionOperator.EqualsAny),
        _ => throw new ArgumentException("Unknown kind of condition.", nameof(condition)),
    };

    private static string[] LowerCase(IEnumerable<string> texts) => [.. texts.Select(text => text.ToLowerInvariant())];

    private sealed class All(CompiledCondition[] parts) : CompiledCondition
    {
        public override bool Holds(SlotFacts facts)
        {
            foreach (var part in parts)
            {
                if (!part.Holds(facts))
                    return false;
            }
            return true;
        }
    }

    private sealed class Any(CompiledCondition[] parts) : CompiledCondition
    {
        public override bool Holds(SlotFacts facts)
        {
            foreach (var part in parts)
            {
                if (part.Holds(facts))
                    return true;
            }
            return false;
        }
    }

    private sealed class Contains(int slot, string[] texts, bool wanted) : CompiledCondition
    {
        public override bool Holds(SlotFacts facts)
        {
            // The positive form is false and the negative form true of a slot without a value, whatever is listed.
            var value = facts.Text(slot);
            if (value.Length == 0)
                return !wanted;
            foreach (var text in texts)
            {
                if (value.Contains(text, StringComparison.Ordinal))
                    return wanted;
            }
            return !wanted;
        }
    }

    private sealed class EqualTo(int slot, string[] texts, bool wanted) : CompiledCondition
    {
        public override bool Holds(SlotFacts facts)
        {
            var value = facts.Text(slot);
            if (value.Length == 0)
                return !wanted;
            foreach (var text in texts)
            {
                if (string.Equals(value, text, StringComparison.Ordinal))
                    return wanted;
            }
            return !wanted;
        }
    }
}
