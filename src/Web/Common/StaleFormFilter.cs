using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace AgentBrain.Web.Common;

/// <summary>Lets the error page tell a form whose antiforgery token did not fit from other bad requests; the framework itself leaves no trace of it.</summary>
public sealed class StaleFormFilter : IAlwaysRunResultFilter
{
    public static bool Refused(HttpContext context) => context.Items.ContainsKey(typeof(StaleFormFilter));

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
            context.HttpContext.Items[typeof(StaleFormFilter)] = true;
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
