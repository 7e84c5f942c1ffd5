using System.Diagnostics;
using AgentBrain.Web.Common;
using AgentBrain.Web.Controllers.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Web.Pages;

/// <summary>What went wrong and what to do, for every status that is not a page of its own. Needs neither database nor session.</summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel(InterfaceText text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int Code { get; set; } = StatusCodes.Status500InternalServerError;

    public string Kind { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>When what was asked for was erased; null where it was not, or where nobody knows.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    /// <summary>The id that it had; null like <see cref="ErasedAt"/>.</summary>
    public Guid? ErasedId { get; private set; }

    public string TraceId => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    // Not a handler, since it is shown whatever the method was that failed.
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        // Behind the exception handler the address says 500 while the response knows better.
        if (Response.StatusCode >= StatusCodes.Status400BadRequest)
            Code = Response.StatusCode;
        if (Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
            Response.Headers.RetryAfter = ApiProblem.RetryAfterSeconds;

        if (ErasedNotice.Of(HttpContext) is { } erased)
        {
            (ErasedAt, ErasedId) = (erased.At, erased.SessionId);
            text.Language = erased.Language;
        }

        // Of the form that failed; its fields are not on this page.
        ModelState.Clear();
        Kind = Code switch
        {
            StatusCodes.Status403Forbidden => "Forbidden",
            StatusCodes.Status404NotFound => "NotFound",
            StatusCodes.Status410Gone => "Erased",
            StatusCodes.Status400BadRequest when StaleFormFilter.Refused(HttpContext) => "Stale",
            StatusCodes.Status413PayloadTooLarge => "TooLarge",
            StatusCodes.Status429TooManyRequests => "TooMany",
            StatusCodes.Status503ServiceUnavailable => "Unavailable",
            >= 500 => "Server",
            _ => "BadRequest",
        };
        Title = Kind != "TooMany" ? text[$"ErrorPage.{Kind}.Title"]
            : Response.Headers.RetryAfter is [{ } seconds] ? text["ErrorPage.TooMany.Title", seconds]
            : text["ErrorPage.TooMany.TitleNoTime"];
    }
}
