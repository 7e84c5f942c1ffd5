using AgentBrain.Domain.Interviews;
using FluentValidation.Results;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Web.Common;

/// <summary>A page with a form. Shows itself for GET, and again with errors after a POST that did not pass validation.</summary>
public abstract class FormPageModel(IMediator mediator, InterfaceText text) : PageModel, IFormPage
{
    // Of a form that came without its hidden fields; there is no field to lead to.
    private const string FormStale = "FormStale";

    protected IMediator Mediator { get; } = mediator;

    public InterfaceText Text { get; } = text;

    /// <summary>Whether the form that was sent belongs to a step that has been left: its errors concern nobody any more.</summary>
    public bool IsPast { get; protected set; }

    /// <summary>Loads what the page shows beside what was typed.</summary>
    public abstract Task<IActionResult> ShowAsync(CancellationToken cancellationToken);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public string FieldOf(ValidationFailure failure) => failure.ErrorCode == FormStale ? "" : failure.PropertyName;

    public string MessageOf(ValidationFailure failure) =>
        failure.FormattedMessagePlaceholderValues?.TryGetValue("MaxLength", out var limit) == true
            ? Text[$"Error.{failure.ErrorCode}", Text.Count((int)limit)]
            : Text[$"Error.{failure.ErrorCode}"];

    /// <summary>The texts of the errors of one field.</summary>
    public IEnumerable<string> ErrorsOf(string field) =>
        ModelState.TryGetValue(field, out var entry) ? entry.Errors.Select(error => error.ErrorMessage) : [];

    /// <summary>To the page on which the interview goes on; which question waits, the interview's own address knows.</summary>
    protected RedirectToPageResult RedirectToStage(Guid sessionId, InterviewStage stage) => RedirectToPage(
        stage switch
        {
            InterviewStage.Asking => "/Interview/Index",
            InterviewStage.LeavingContact => "/Interview/Check",
            InterviewStage.Finished => "/Interview/Report",
            _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, null),
        },
        new { sessionId });
}
