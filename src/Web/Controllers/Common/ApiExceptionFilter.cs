using AgentBrain.Application.Common;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace AgentBrain.Web.Controllers.Common;

/// <summary>Makes problems of what use cases refuse, and of requests that cannot be read to their end.</summary>
public sealed class ApiExceptionFilter : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        context.Result = context.Exception switch
        {
            ValidationException invalid => ApiProblem.Invalid(ErrorsOf(invalid, context)),
            ErasedException erased => ApiProblem.Erased(erased.ErasedAt),
            NotFoundException => new NotFoundResult(),
            ForbiddenException => new StatusCodeResult(StatusCodes.Status403Forbidden),
            BadHttpRequestException unreadable => new StatusCodeResult(unreadable.StatusCode),
            _ => null,
        };
        context.ExceptionHandled = context.Result is not null;
    }

    private static Dictionary<string, string[]> ErrorsOf(ValidationException invalid, ExceptionContext context)
    {
        var fields = context.ActionDescriptor.EndpointMetadata.OfType<BodyFieldAttribute>().ToDictionary(field => field.Property, field => field.Field);
        return invalid.Errors
            .GroupBy(failure => fields.TryGetValue(failure.PropertyName, out var field) ? field : ApiJson.Path(failure.PropertyName))
            .ToDictionary(failures => failures.Key, failures => failures.Select(failure => failure.ErrorMessage).Distinct().ToArray());
    }
}
