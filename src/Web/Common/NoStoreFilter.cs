using Microsoft.AspNetCore.Mvc.Filters;

namespace AgentBrain.Web.Common;

/// <summary>Keeps every page, redirect and download out of caches: on a shared computer the next person must not come upon somebody's answers.</summary>
public sealed class NoStoreFilter : IAlwaysRunResultFilter
{
    // Both words, so that antiforgery, which sets them for every page with a form, finds nothing to correct.
    public void OnResultExecuting(ResultExecutingContext context) => context.HttpContext.Response.Headers.CacheControl = "no-cache, no-store";

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
