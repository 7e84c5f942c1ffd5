namespace AgentBrain.Web.Common;

/// <summary>A chart of columns, drawn without a script. What it shows stands in a table besides.</summary>
public sealed record Columns
{
    /// <summary>Id of the chart, unique on its page.</summary>
    public required string Id { get; init; }

    /// <summary>What it shows.</summary>
    public required string Title { get; init; }

    /// <summary>What can be seen in it, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>What the whole columns stand for.</summary>
    public required string Whole { get; init; }

    /// <summary>What the filled parts of the columns stand for; null where they have no parts.</summary>
    public string? Part { get; init; }

    /// <summary>The columns from left to right.</summary>
    public required IReadOnlyList<Column> Items { get; init; }

    /// <summary>The value at the upper edge, at least 1.</summary>
    public required decimal Top { get; init; }
}

/// <summary>A column.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Value">Its height; null where there is nothing to measure.</param>
/// <param name="Part">Height of its filled part; null where it has none.</param>
public sealed record Column(string Label, decimal? Value, decimal? Part = null);
