using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace AgentBrain.Web.Controllers.Common;

/// <summary>Problems (RFC 9457) as the API tells them: with a <c>message</c> for people, which equals <c>detail</c>.</summary>
public static class ApiProblem
{
    private const string Message = "message";
    private const string ContentType = "application/problem+json";

    /// <summary>After how many seconds something that is not available may be tried again.</summary>
    public const string RetryAfterSeconds = "5";

    /// <summary>What was sent is wrong.</summary>
    public static ObjectResult Invalid(string detail) => Of(StatusCodes.Status400BadRequest, detail);

    /// <summary>What was sent is wrong, field by field.</summary>
    public static ObjectResult Invalid(IDictionary<string, string[]> errors) => Result(new ValidationProblemDetails(errors)
    {
        Status = StatusCodes.Status400BadRequest,
        Detail = string.Join(' ', errors.Values.SelectMany(messages => messages).Distinct()),
    });

    /// <summary>What was sent does not fit what is stored.</summary>
    /// <param name="detail">What does not fit, and what to do.</param>
    /// <param name="state">What is stored, where the client may see it.</param>
    public static ObjectResult Conflict(string detail, object? state = null)
    {
        var problem = New(StatusCodes.Status409Conflict, detail);
        if (state is not null)
            problem.Extensions["state"] = state;
        return Result(problem);
    }

    /// <summary>Something is not there at the moment, or not configured.</summary>
    public static ObjectResult Unavailable(string detail) => Of(StatusCodes.Status503ServiceUnavailable, detail);

    /// <summary>What was asked for was erased.</summary>
    /// <param name="erasedAt">When (UTC).</param>
    public static ObjectResult Erased(DateTimeOffset erasedAt)
    {
        var problem = New(StatusCodes.Status410Gone, $"This interview was erased on {erasedAt.UtcDateTime:yyyy-MM-dd}. Nothing of what was said in it is kept.");
        problem.Extensions["erased_at"] = erasedAt.UtcDateTime;
        return Result(problem);
    }

    public static ObjectResult Of(int status, string detail) => Result(New(status, detail));

    /// <summary>A problem of which the status says all.</summary>
    public static ObjectResult Of(int status) => Of(status, DetailOf(status));

    /// <summary>Writes a problem for a status that nothing has said more about.</summary>
    public static async Task WriteAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        // Whatever the client says that it accepts: nothing else is to be had.
        await context.Response.WriteAsJsonAsync(Filled(New(status, DetailOf(status))), options: null, ContentType, context.RequestAborted);
    }

    /// <summary>Completes every problem of the API, whoever made it.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        context.ProblemDetails.Status ??= context.HttpContext.Response.StatusCode;
        Filled(context.ProblemDetails);
        context.ProblemDetails.Extensions.Remove("traceId");
    }

    private static ProblemDetails New(int status, string detail) => new() { Status = status, Detail = detail };

    private static ProblemResult Result(ProblemDetails problem) => new(Filled(problem));

    private static ProblemDetails Filled(ProblemDetails problem)
    {
        var status = problem.Status!.Value;
        problem.Title = ReasonPhrases.GetReasonPhrase(status);
        problem.Type = TypeOf(status);
        problem.Detail ??= DetailOf(status);
        problem.Extensions[Message] = problem.Detail;
        return problem;
    }

    internal static string TypeOf(int status) => status == StatusCodes.Status429TooManyRequests
        ? "https://www.rfc-editor.org/rfc/rfc6585#section-4"
        : $"https://httpwg.org/specs/rfc9110.html#status.{status}";

    /// <summary>What a status means where nothing more can be said.</summary>
    internal static string DetailOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "This call needs an API key in the header X-Admin-Key, or a signed-in account.",
        StatusCodes.Status403Forbidden => "The API key is not valid, or its role may not do this.",
        StatusCodes.Status404NotFound => "There is nothing at this address, or nothing that this request may see.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take this method.",
        StatusCodes.Status410Gone => "The interview was erased. Nothing of what was said in it is kept.",
        StatusCodes.Status413PayloadTooLarge => "The request is too large.",
        StatusCodes.Status415UnsupportedMediaType => "The request has a content type that this call does not take. Send application/json, or what the documentation names.",
        StatusCodes.Status429TooManyRequests => "Too many requests. Wait as long as the header Retry-After says, then repeat the request.",
        StatusCodes.Status503ServiceUnavailable => "The service is not available at the moment. Repeat the request in a few seconds; nothing is stored twice.",
        < StatusCodes.Status500InternalServerError => "The request is not as it should be.",
        _ => "Something went wrong on the server. What was stored before is safe.",
    };

    private sealed class ProblemResult : ObjectResult
    {
        public ProblemResult(ProblemDetails problem)
            : base(problem)
        {
            StatusCode = problem.Status;
            ContentTypes.Add(ContentType);
        }

        public override void OnFormatting(ActionContext context)
        {
            base.OnFormatting(context);
            if (StatusCode == StatusCodes.Status503ServiceUnavailable)
                context.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        }
    }
}
