using System.Text.Json.Serialization;

namespace AgentBrain.Domain.Brain;

/// <summary>What has to hold of the slots for a rule to apply. Written as JSON by <see cref="ConditionJsonConverter"/>.</summary>
[JsonConverter(typeof(ConditionJsonConverter))]
public abstract record Condition
{
    /// <summary>The single conditions in the order in which they are written.</summary>
    public abstract IEnumerable<SlotCondition> Leaves { get; }
}

/// <summary>Holds when every part holds.</summary>
/// <param name="Parts">At least one condition.</param>
public sealed record AllOf(IReadOnlyList<Condition> Parts) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<SlotCondition> Leaves => Parts.SelectMany(part => part.Leaves);
}

/// <summary>Holds when some part holds.</summary>
/// <param name="Parts">At least one condition.</param>
public sealed record AnyOf(IReadOnlyList<Condition> Parts) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<SlotCondition> Leaves => Parts.SelectMany(part => part.Leaves);
}

/// <summary>Compares the text of one slot with a list of texts, ignoring case.</summary>
/// <param name="Slot">Key of the slot.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Values">The texts to compare with. Of none the positive operators are false and the negative ones true.</param>
public sealed record SlotCondition(string Slot, ConditionOperator Operator, IReadOnlyList<string> Values) : Condition
{
    /// <inheritdoc/>
    public override IEnumerable<SlotCondition> Leaves => [this];
}

/// <summary>How a slot's text is compared. A slot without a value has the empty text.</summary>
public enum ConditionOperator
{
    /// <summary>Some listed text is part of the slot's text.</summary>
    ContainsAny,

    /// <summary>No listed text is part of the slot's text.</summary>
    NotContainsAny,

    /// <summary>The slot's text is one of the listed texts.</summary>
    EqualsAny,

    /// <summary>The slot's text is none of the listed texts.</summary>
    NotEqualsAny,
}
