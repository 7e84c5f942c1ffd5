using AgentBrain.Application.Accounts;
using AgentBrain.Application.Feedback;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Feedback;

/// <summary>Asks whether a feedback entry is to be deleted.</summary>
[Permit(Permission.DeleteInterviews)]
public sealed class DeleteModel(IMediator mediator) : ReadingPageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public FeedbackRow Entry { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => Entry = await Mediator.Send(new GetFeedback(Id), cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var deleted = await Mediator.Send(new DeleteFeedback(Id), cancellationToken);
        Notice = $"Feedback of {Written.Count(deleted.Rating, "star", "stars")}{(deleted.Reference is null ? "" : $" on interview {deleted.Reference}")} was deleted.";
        return RedirectToPage("/Feedback/Index", new { area = "Admin" });
    }
}
