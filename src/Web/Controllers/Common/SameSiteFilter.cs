using AgentBrain.Infrastructure.Identity;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Filters;

namespace AgentBrain.Web.Controllers.Common;

/// <summary>
/// Refuses a change that a signed-in browser sends without an antiforgery token: another site could have made it do so. An API key needs none, since
/// browsers do not add it by themselves.
/// </summary>
public sealed class SameSiteFilter(IAntiforgery antiforgery) : IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (http.User.Identity?.AuthenticationType == WorkspaceSessions.Scheme && !IsSafe(http.Request.Method) && !await antiforgery.IsRequestValidAsync(http))
        {
            context.Result = ApiProblem.Invalid("A signed-in browser has to send the antiforgery token of a page of the workspace in the header RequestVerificationToken.");
            return;
        }
        await next();
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
