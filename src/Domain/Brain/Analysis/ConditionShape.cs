namespace AgentBrain.Domain.Brain.Analysis;

/// <summary>How conditions are nested and where their parts stand.</summary>
internal static class ConditionShape
{
    /// <summary>Most groups inside each other: as many as JSON of a whole brain can hold (64 levels, two for each group and five around and in them).</summary>
    public const int MostLevels = 29;

    /// <summary>Path of a rule's condition; parts follow as in <c>rule_json.all.0.any.2</c>.</summary>
    public const string Root = "rule_json";

    /// <summary>How many groups stand inside each other, counted no further than one too many.</summary>
    public static int Depth(Condition condition)
    {
        // Without recursion, because whoever made the condition may have nested it to any depth.
        var deepest = 0;
        var open = new Stack<(Condition Condition, int Around)>([(condition, 0)]);
        while (deepest <= MostLevels && open.TryPop(out var next))
        {
            if (Parts(next.Condition) is not { } parts)
                continue;
            deepest = Math.Max(deepest, next.Around + 1);
            foreach (var part in parts)
                open.Push((part, next.Around + 1));
        }
        return deepest;
    }

    /// <summary>All conditions within a condition, itself first, each with its path.</summary>
    public static IEnumerable<(Condition Part, string Path)> PartsOf(Condition condition, string path = Root)
    {
        yield return (condition, path);
        var word = condition is AllOf ? "all" : "any";
        foreach (var (index, part) in (Parts(condition) ?? []).Index())
        {
            foreach (var inner in PartsOf(part, $"{path}.{word}.{index}"))
                yield return inner;
        }
    }

    /// <summary>What has to be true together for a condition to hold: itself, or the parts of an "all" with those of an "all" among them.</summary>
    public static IEnumerable<(Condition Part, string Path)> JoinedParts(Condition condition, string path = Root) => condition is AllOf all
        ? all.Parts.Index().SelectMany(part => JoinedParts(part.Item, $"{path}.all.{part.Index}"))
        : [(condition, path)];

    private static IReadOnlyList<Condition>? Parts(Condition condition) => condition switch
    {
        AllOf all => all.Parts,
        AnyOf any => any.Parts,
        _ => null,
    };
}
