using AgentBrain.Web.Common;
using FluentValidation.Results;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Web.Areas.Admin.Common;

/// <summary>
/// A page of the workspace. It shows itself for GET, and again with a 400 and its errors after a POST whose request did not pass validation;
/// validators speak English, and what they say is shown as it is. A request without its permission ends in a 403, one for what does not exist
/// in a 404.
/// </summary>
/// <example><c>return Done("The slot was saved.", "/Brain/Slots/Index");</c> after a change; <c>ViewData["Title"]</c> is the page's h1.</example>
public abstract class WorkspacePageModel(IMediator mediator) : PageModel, IFormPage
{
    /// <summary>What the next page says of the last change; shown above its title.</summary>
    [TempData]
    public string? Notice { get; set; }

    public bool IsPast => false;

    protected IMediator Mediator { get; } = mediator;

    /// <summary>What the names of a request's properties have before them in the form, for example <c>Input.</c>.</summary>
    protected virtual string FieldPrefix => "";

    public abstract Task<IActionResult> ShowAsync(CancellationToken cancellationToken);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public virtual string FieldOf(ValidationFailure failure) => failure.PropertyName.Length == 0 ? "" : FieldPrefix + failure.PropertyName;

    public string MessageOf(ValidationFailure failure) => failure.ErrorMessage;

    /// <summary>Leads to a page that says what was done.</summary>
    protected RedirectToPageResult Done(string notice, string page, object? values = null)
    {
        Notice = notice;
        return RedirectToPage(page, values);
    }

    /// <summary>Shows the page again with an error of one field, or of the whole form where <paramref name="field"/> is empty.</summary>
    protected async Task<IActionResult> RefuseAsync(string field, string message, CancellationToken cancellationToken, int status = StatusCodes.Status400BadRequest)
    {
        var result = await ShowAsync(cancellationToken);
        ModelState.AddModelError(field, message);
        if (result is PageResult shown)
            shown.StatusCode = status;
        return result;
    }
}
