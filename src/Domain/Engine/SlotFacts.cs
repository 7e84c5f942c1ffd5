namespace AgentBrain.Domain.Engine;

/// <summary>What is known of the slots, laid out by the slot indexes of one <see cref="CompiledBrain"/> for evaluation without allocation.</summary>
public sealed class SlotFacts
{
    private readonly Knowledge[] _slots;

    internal SlotFacts(int slotCount) => _slots = new Knowledge[slotCount];

    /// <summary>Whether the slot has a value.</summary>
    internal bool HasValue(int slot) => !_slots[slot].Text.IsEmpty;

    /// <summary>Whether the slot has a value of which <paramref name="text"/> is a part or, if <paramref name="whole"/>, the whole.</summary>
    internal bool Has(int slot, in LoweredText text, bool whole) => _slots[slot].Text.Has(text, whole);

    /// <summary>Whether there is nothing left to ask: the slot has a value, however uncertain, or was declined.</summary>
    internal bool IsSettled(int slot) => HasValue(slot) || _slots[slot].Declined;

    /// <summary>Whether the slot has a value at <paramref name="confidence"/> or the respondent declined to give one.</summary>
    internal bool IsEstablished(int slot, double confidence) =>
        _slots[slot].Declined || (HasValue(slot) && _slots[slot].Confidence >= confidence);

    /// <summary>Whether asking about the slot would still be worthwhile.</summary>
    internal bool IsMissing(int slot) => _slots[slot].Confidence < Interviews.ConfidenceLevels.Missing && !_slots[slot].Declined;

    /// <summary>How far the slot is settled: 1, one half or 0.</summary>
    internal decimal Settled(int slot)
    {
        if (_slots[slot].Declined)
            return 1m;
        if (!HasValue(slot))
            return 0m;
        return _slots[slot].Confidence switch
        {
            >= 0.7 => 1m,
            >= 0.4 => 0.5m,
            _ => 0m,
        };
    }

    internal void Set(int slot, string? value, double confidence)
    {
        _slots[slot].Text = new LoweredText(value);
        _slots[slot].Confidence = confidence;
    }

    internal void Decline(int slot) => _slots[slot].Declined = true;

    private struct Knowledge
    {
        public LoweredText Text;
        public double Confidence;
        public bool Declined;
    }
}
