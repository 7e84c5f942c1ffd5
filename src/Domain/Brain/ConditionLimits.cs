namespace AgentBrain.Domain.Brain;

/// <summary>How large a condition may be that is built in the workspace. The engine itself copes with any.</summary>
public static class ConditionLimits
{
    /// <summary>Most groups that may stand around a single condition.</summary>
    public const int Depth = 5;

    /// <summary>Most single conditions in one rule.</summary>
    public const int Leaves = 100;

    /// <summary>Most texts that a single condition compares with.</summary>
    public const int Values = 50;

    /// <summary>Longest text that a single condition compares with, in characters.</summary>
    public const int ValueLength = 255;

    /// <summary>The number of groups around the most deeply nested part; 0 for a single condition.</summary>
    public static int DepthOf(Condition condition) => condition switch
    {
        AllOf all => 1 + all.Parts.Select(DepthOf).DefaultIfEmpty().Max(),
        AnyOf any => 1 + any.Parts.Select(DepthOf).DefaultIfEmpty().Max(),
        _ => 0,
    };
}
