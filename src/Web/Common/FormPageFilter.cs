using AgentBrain.Application.Common;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Web.Common;

/// <summary>
/// Brings broken rules back to the form that broke them, for all pages: beside their fields, in the error summary, in the page's language,
/// with what was typed. What does not exist for the respondent becomes a 404.
/// </summary>
public sealed class FormPageFilter : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // Otherwise the page would be shown without what it shows.
        if (context.HandlerMethod is null && context.HandlerInstance is IFormPage)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
            return;
        }

        var executed = await next();
        switch (executed.Exception)
        {
            case ValidationException invalid when context.HandlerInstance is IFormPage page:
                executed.ExceptionHandled = true;
                executed.Result = await ShowAgainAsync(page, invalid.Errors, context.HttpContext.RequestAborted);
                break;
            case ForbiddenException:
                executed.ExceptionHandled = true;
                executed.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
                break;
            case NotFoundException:
                executed.ExceptionHandled = true;
                executed.Result = new NotFoundResult();
                break;
        }
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
