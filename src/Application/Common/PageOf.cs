namespace AgentBrain.Application.Common;

/// <summary>One page of a list.</summary>
/// <param name="Items">What stands on it.</param>
/// <param name="Number">Its number, counted from 1; the last one where a later one was asked for.</param>
/// <param name="Pages">Number of pages, at least 1.</param>
/// <param name="Total">Number of items on all pages.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, int Number, int Pages, int Total)
{
    /// <summary>The number of the page to show and how many items stand before it.</summary>
    /// <param name="asked">The number asked for.</param>
    /// <param name="size">Items on a page.</param>
    /// <param name="total">Number of items on all pages.</param>
    internal static (int Number, int Pages, int Skip) Place(int asked, int size, int total)
    {
        var pages = Math.Max(1, (total + size - 1) / size);
        var number = Math.Clamp(asked, 1, pages);
        return (number, pages, (number - 1) * size);
    }
}
