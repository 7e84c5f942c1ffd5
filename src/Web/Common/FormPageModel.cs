using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Web.Common;

/// <summary>A page with a form. Shows itself for GET, and again with errors after a POST that did not pass validation.</summary>
public abstract class FormPageModel(IMediator mediator, InterfaceText text) : PageModel
{
    protected IMediator Mediator { get; } = mediator;

    public InterfaceText Text { get; } = text;

    /// <summary>Whether the form that was sent belongs to a step that has been left: its errors concern nobody any more.</summary>
    public bool IsPast { get; protected set; }

    /// <summary>Loads what the page shows beside what was typed.</summary>
    public abstract Task<IActionResult> ShowAsync(CancellationToken cancellationToken);

    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

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
