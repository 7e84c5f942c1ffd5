using AgentBrain.Domain.Brain;

namespace AgentBrain.Application.Brain;

/// <summary>A page of a list of items of the working copy.</summary>
/// <typeparam name="T">A row.</typeparam>
/// <param name="Rows">The rows of the page.</param>
/// <param name="Found">The number of rows on all pages.</param>
/// <param name="All">The number of items in the working copy, whether they were looked for or not.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="Slots">Slots that can be filtered by, in their order.</param>
public sealed record BrainList<T>(IReadOnlyList<T> Rows, int Found, int All, int Page, IReadOnlyList<SlotDefinition> Slots)
{
    /// <summary>Most rows on a page.</summary>
    public int PageSize => BrainList.PageSize;

    /// <summary>The number of pages; 1 when nothing was found.</summary>
    public int Pages => Math.Max(1, (Found + BrainList.PageSize - 1) / BrainList.PageSize);
}

/// <summary>What lists of items of the working copy share.</summary>
public static class BrainList
{
    /// <summary>Most rows on a page.</summary>
    public const int PageSize = 25;

    /// <summary>A page of <paramref name="rows"/>; one beyond the last is the last.</summary>
    internal static BrainList<T> Of<T>(IEnumerable<T> rows, int all, int page, IReadOnlyList<SlotDefinition> slots)
    {
        var found = rows.ToList();
        var there = Math.Clamp(page, 1, Math.Max(1, (found.Count + PageSize - 1) / PageSize));
        return new BrainList<T>([.. found.Skip((there - 1) * PageSize).Take(PageSize)], found.Count, all, there, slots);
    }

    /// <summary>Whether one of the texts contains what is looked for, ignoring case; anything does when nothing is.</summary>
    internal static bool Contains(string? search, params ReadOnlySpan<string?> texts)
    {
        var wanted = search?.Trim();
        if (string.IsNullOrEmpty(wanted))
            return true;
        foreach (var text in texts)
        {
            if (text?.Contains(wanted, StringComparison.OrdinalIgnoreCase) == true)
                return true;
        }
        return false;
    }
}
