using AgentBrain.Application.Common;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Web.Common;

/// <summary>
/// Brings broken rules back to the form that broke them, for all pages: beside their fields, in the error summary, in the page's language,
/// with what was typed. What does not exist, or not for whoever asks, becomes a 404, and what they may not do a 403. What was erased becomes a 410.
/// </summary>
public sealed class FormPageFilter : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // Otherwise the page would be shown without what it shows.
        if (context.HandlerMethod is null && context.ActionDescriptor.HandlerMethods.Count > 0)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
            return;
        }

        var executed = await next();
        if (executed.Exception is ValidationException invalid && context.HandlerInstance is IFormPage page)
        {
            executed.ExceptionHandled = true;
            try
            {
                executed.Result = await ShowAgainAsync(page, invalid.Errors, context.HttpContext.RequestAborted);
            }
            catch (Exception exception) when (ResultOf(exception, context.HttpContext) is { } refused)
            {
                executed.Result = refused;
            }
        }
        else if (ResultOf(executed.Exception, context.HttpContext) is { } result)
        {
            executed.ExceptionHandled = true;
            executed.Result = result;
        }
    }

    private static StatusCodeResult? ResultOf(Exception? exception, HttpContext context) => exception switch
    {
        ErasedException erased => Erased(erased, context),
        ForbiddenException => new StatusCodeResult(StatusCodes.Status403Forbidden),
        NotFoundException => new NotFoundResult(),
        _ => null,
    };

    // The error page tells when.
    private static StatusCodeResult Erased(ErasedException erased, HttpContext context)
    {
        var zone = context.RequestServices.GetRequiredService<TimeProvider>().LocalTimeZone;
        new ErasedNotice(erased.SessionId, TimeZoneInfo.ConvertTime(erased.ErasedAt, zone), erased.Language).Keep(context);
        return new StatusCodeResult(StatusCodes.Status410Gone);
    }

    private static async Task<IActionResult> ShowAgainAsync(IFormPage page, IEnumerable<ValidationFailure> failures, CancellationToken cancellationToken)
    {
        var result = await page.ShowAsync(cancellationToken);
        var modelState = ((PageModel)page).ModelState;

        // Binding may have left complaints in its own words about what the rules have judged by now.
        modelState.Clear();
        foreach (var failure in page.IsPast ? [] : failures)
            modelState.AddModelError(page.FieldOf(failure), page.MessageOf(failure));
        if (result is PageResult shown)
            shown.StatusCode = page.IsPast ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
        return result;
    }
}
