using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace AgentBrain.Web.Common;

/// <summary>
/// Lets the error page tell a form whose antiforgery token did not fit from other bad requests, of which the framework itself leaves no trace.
/// A form whose token could not even be read, being too large, is answered as such.
/// </summary>
public sealed class StaleFormFilter : IAsyncAlwaysRunResultFilter
{
    public static bool Refused(HttpContext context) => context.Items.ContainsKey(typeof(StaleFormFilter));

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            if (await UnreadableAsync(context.HttpContext.Request) is { } status)
                context.Result = new StatusCodeResult(status);
            else
                context.HttpContext.Items[typeof(StaleFormFilter)] = true;
        }
        await next();
    }

    private static async Task<int?> UnreadableAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
            return null;
        try
        {
            await request.ReadFormAsync();
            return null;
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode;
        }
        catch (InvalidDataException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }
}
