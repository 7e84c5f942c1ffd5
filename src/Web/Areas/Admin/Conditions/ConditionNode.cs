using System.Collections.Immutable;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin.Conditions;

/// <summary>What a part of a condition is.</summary>
public enum NodeKind
{
    /// <summary>A comparison of one slot.</summary>
    Slot,

    /// <summary>A group of which everything has to hold.</summary>
    All,

    /// <summary>A group of which something has to hold.</summary>
    Any,
}

/// <summary>A part of a condition that is being built. Unlike a <see cref="Condition"/> it may be unfinished or wrong.</summary>
public sealed record ConditionNode
{
    /// <summary>What it is.</summary>
    public NodeKind Kind { get; init; }

    /// <summary>The parts of a group.</summary>
    public ImmutableArray<ConditionNode> Parts { get; init; } = [];

    /// <summary>Key of the slot; empty before one is chosen.</summary>
    public string Slot { get; init; } = "";

    /// <summary>Name of the operator; empty before one is chosen.</summary>
    public string Operator { get; init; } = ConditionJsonConverter.NameOf(ConditionOperator.ContainsAny);

    /// <summary>The texts to compare with.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>Whether it is a group.</summary>
    public bool IsGroup => Kind != NodeKind.Slot;

    /// <summary>A comparison before anything is chosen.</summary>
    public static ConditionNode Blank { get; } = new();

    /// <summary>What a condition looks like in the builder.</summary>
    public static ConditionNode From(Condition condition) => condition switch
    {
        AllOf all => new ConditionNode { Kind = NodeKind.All, Parts = [.. all.Parts.Select(From)] },
        AnyOf any => new ConditionNode { Kind = NodeKind.Any, Parts = [.. any.Parts.Select(From)] },
        SlotCondition leaf => new ConditionNode { Slot = leaf.Slot, Operator = ConditionJsonConverter.NameOf(leaf.Operator), Values = [.. leaf.Values] },
        _ => throw new ArgumentException("Unknown kind of condition.", nameof(condition)),
    };

    /// <summary>The condition that was built, or null while some part of it is unfinished in a way that no condition can be.</summary>
    public Condition? ToCondition()
    {
        if (!IsGroup)
            return Slot.Length > 0 && ConditionJsonConverter.OperatorNamed(Operator) is { } comparison ? new SlotCondition(Slot, comparison, Values) : null;
        var parts = Parts.Select(part => part.ToCondition()).ToList();
        if (parts.Contains(null))
            return null;
        return Kind == NodeKind.All ? new AllOf([.. parts!]) : new AnyOf([.. parts!]);
    }

    /// <summary>The finished parts as a condition, to read back while others are being built; null when there are none.</summary>
    public Condition? Finished()
    {
        if (!IsGroup)
            return Values.IsEmpty ? null : ToCondition();
        var parts = Parts.Select(part => part.Finished()).OfType<Condition>().ToList();
        return parts.Count == 0 ? null : Kind == NodeKind.All ? new AllOf(parts) : new AnyOf(parts);
    }

    /// <summary>The number of comparisons that lack something.</summary>
    public int Unfinished => IsGroup ? Parts.Sum(part => part.Unfinished) + (Parts.IsEmpty ? 1 : 0) : Finished() is null ? 1 : 0;

    /// <summary>The part at a path of indexes; null when there is none.</summary>
    public ConditionNode? At(ReadOnlySpan<int> path)
    {
        var node = this;
        foreach (var index in path)
        {
            if (index < 0 || index >= node.Parts.Length)
                return null;
            node = node.Parts[index];
        }
        return node;
    }

    /// <summary>This with another part at a path of indexes, or without that part.</summary>
    public ConditionNode With(ReadOnlySpan<int> path, ConditionNode? part)
    {
        if (path.IsEmpty)
            return part ?? this;
        var index = path[0];
        if (index < 0 || index >= Parts.Length)
            return this;
        return path.Length == 1 && part is null
            ? this with { Parts = Parts.RemoveAt(index) }
            : this with { Parts = Parts.SetItem(index, Parts[index].With(path[1..], part)) };
    }
}
