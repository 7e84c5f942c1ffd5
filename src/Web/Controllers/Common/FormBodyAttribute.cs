using Microsoft.AspNetCore.Mvc.Filters;

namespace AgentBrain.Web.Controllers.Common;

/// <summary>Reads the form of a call before anything is bound: binding would take one that cannot be read for one without fields.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FormBodyAttribute : Attribute, IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        try
        {
            if (request.HasFormContentType)
                await request.ReadFormAsync(context.HttpContext.RequestAborted);
        }
        catch (BadHttpRequestException refused)
        {
            context.Result = ApiProblem.Of(refused.StatusCode);
            return;
        }
        catch (InvalidDataException broken)
        {
            // The framework has one exception for both.
            context.Result = broken.Message.Contains("limit", StringComparison.OrdinalIgnoreCase)
                ? ApiProblem.Of(StatusCodes.Status413PayloadTooLarge)
                : ApiProblem.Invalid("The form cannot be read.");
            return;
        }
        await next();
    }
}
