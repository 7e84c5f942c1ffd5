namespace AgentBrain.Domain.Engine;

/// <summary>What is known of the slots, laid out by the slot indexes of one <see cref="CompiledBrain"/> for evaluation without allocation.</summary>
public sealed class SlotFacts
{
    private readonly string[] _texts;
    private readonly double[] _confidences;
    private readonly bool[] _declined;

    internal SlotFacts(int slotCount)
    {
        _texts = new string[slotCount];
        Array.Fill(_texts, "");
        _confidences = new double[slotCount];
        _declined = new bool[slotCount];
    }

    /// <summary>The slot's value in lower case; empty without a value.</summary>
    internal string Text(int slot) => _texts[slot];

    /// <summary>Whether the slot has a value.</summary>
    internal bool HasValue(int slot) => _texts[slot].Length > 0;

    /// <summary>Whether there is nothing left to ask: the slot has a value, however uncertain, or was declined.</summary>
    internal bool IsSettled(int slot) => HasValue(slot) || _declined[slot];

    /// <summary>Whether the slot has a value at <paramref name="confidence"/> or the respondent declined to give one.</summary>
    internal bool IsEstablished(int slot, double confidence) =>
        _declined[slot] || (HasValue(slot) && _confidences[slot] >= confidence);

    /// <summary>Whether asking about the slot would still be worthwhile.</summary>
    internal bool IsMissing(int slot) => _confidences[slot] < Interviews.ConfidenceLevels.Missing && !_declined[slot];

    /// <summary>How far the slot is settled: 1, one half or 0.</summary>
    internal decimal Settled(int slot)
    {
        if (_declined[slot])
            return 1m;
        if (!HasValue(slot))
            return 0m;
        return _confidences[slot] switch
        {
            >= 0.7 => 1m,
            >= 0.4 => 0.5m,
            _ => 0m,
        };
    }

    internal void Set(int slot, string? value, double confidence)
    {
        _texts[slot] = value?.ToLowerInvariant() ?? "";
        _confidences[slot] = confidence;
    }

    internal void Decline(int slot) => _declined[slot] = true;
}
