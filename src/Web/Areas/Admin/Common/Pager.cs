namespace AgentBrain.Web.Areas.Admin.Common;

/// <summary>Where in a list one is: the model of <c>_Pager</c>. The page's number is <c>p</c> in the address (Razor Pages keeps <c>page</c> for itself), and the rest of the query stays.</summary>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">Rows on a page.</param>
/// <param name="Total">Rows of the whole list.</param>
public sealed record Pager(int Page, int PageSize, int Total)
{
    private const int Around = 2;

    /// <summary>Number of pages, at least 1.</summary>
    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    /// <summary>Number of the first row shown, from 1; 0 when there is none.</summary>
    public int First => Total == 0 ? 0 : ((Page - 1) * PageSize) + 1;

    /// <summary>Number of the last row shown.</summary>
    public int Last => Math.Min(Page * PageSize, Total);

    /// <summary>Pages to lead to: the first, the last and those around the present one.</summary>
    public IEnumerable<int> Shown => Enumerable.Range(1, Pages).Where(page => page == 1 || page == Pages || Math.Abs(page - Page) <= Around);
}
