using System.Globalization;

namespace AgentBrain.Web.Areas.Admin.Conditions;

/// <summary>A change of a condition that a button of the builder asks for.</summary>
/// <param name="Node">The condition after it.</param>
/// <param name="Focus">Id of the field to go on with; null to stay.</param>
/// <param name="Said">What has happened, for those who do not see it; empty for nothing.</param>
public sealed record ConditionIntent(ConditionNode Node, string? Focus, string Said)
{
    /// <summary>Carries out an intent: <c>add:</c>, <c>group:</c> or <c>remove:</c> with the path of a part. Any other changes nothing.</summary>
    public static ConditionIntent Apply(ConditionNode node, string intent)
    {
        var colon = intent.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || PathOf(intent[(colon + 1)..]) is not { } path || node.At(path) is not { } part)
            return new ConditionIntent(node, null, "");
        return intent[..colon] switch
        {
            "add" => Add(node, path, part, ConditionNode.Blank, "A condition was added."),
            "group" => Add(
                node,
                path,
                part,
                new ConditionNode { Kind = part.Kind == NodeKind.Any ? NodeKind.All : NodeKind.Any, Parts = [ConditionNode.Blank] },
                "A group was added."),
            "remove" when path.Length > 0 => Remove(node, path, part),
            _ => new ConditionIntent(node, null, ""),
        };
    }

    private static ConditionIntent Add(ConditionNode node, int[] path, ConditionNode group, ConditionNode added, string said)
    {
        // A single condition becomes a group when it gets company.
        var grown = group.IsGroup ? group with { Parts = group.Parts.Add(added) } : new ConditionNode { Kind = NodeKind.All, Parts = [group, added] };
        var at = ConditionForm.Child(Text(path), grown.Parts.Length - 1);
        return new ConditionIntent(node.With(path, grown), ConditionForm.Id(added.IsGroup ? ConditionForm.Child(at, 0) : at, "slot"), said);
    }

    private static ConditionIntent Remove(ConditionNode node, int[] path, ConditionNode part)
    {
        var group = Text(path[..^1]);
        return new ConditionIntent(node.With(path, null), ConditionForm.Id(group, "add"), part.IsGroup ? "The group was removed." : "The condition was removed.");
    }

    // Paths begin with the root.
    private static int[]? PathOf(string text)
    {
        var parts = text.Split('.');
        if (parts[0] != ConditionForm.Root)
            return null;
        var path = new int[parts.Length - 1];
        for (var index = 1; index < parts.Length; index++)
        {
            if (!int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out path[index - 1]))
                return null;
        }
        return path;
    }

    private static string Text(int[] path) => path.Aggregate(ConditionForm.Root, ConditionForm.Child);
}
