using AgentBrain.Application.Accounts;
using AgentBrain.Application.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Interviews;

/// <summary>Asks whether an interview is to be deleted, and says what goes with it.</summary>
[Permit(Permission.DeleteInterviews)]
public sealed class DeleteModel(IMediator mediator) : ReadingPageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public DeletionView Deletion { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => Deletion = await Mediator.Send(new GetDeletion(Id), cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var deletion = await Mediator.Send(new DeleteInterview(Id), cancellationToken);
        Notice = $"Interview {deletion.Reference} was deleted, with {string.Join(", ", Belongings(deletion.Counts))}.";
        return RedirectToPage("/Interviews/Index", new { area = "Admin" });
    }

    /// <summary>What belongs to an interview, in words.</summary>
    public static IEnumerable<string> Belongings(DeletionCounts counts) =>
    [
        Written.Count(counts.Messages, "question or answer", "questions and answers"),
        Written.Count(counts.ReplacedAnswers, "changed answer", "changed answers"),
        Written.Count(counts.Transcripts, "transcript", "transcripts"),
        Written.Count(counts.Recordings, "recording", "recordings"),
        Written.Count(counts.Mails, "mail", "mails"),
        Written.Count(counts.Decisions, "decision record", "decision records"),
        Written.Count(counts.ResumeLinks, "resume link", "resume links"),
        Written.Count(counts.Accesses, "further browser's access", "further browsers' accesses"),
        Written.Count(counts.Feedback, "feedback entry", "feedback entries"),
        Written.Count(counts.Reviews, "expert review", "expert reviews"),
        Written.Count(counts.QuestionReviews, "question review", "question reviews"),
        Written.Count(counts.SummaryReviews, "summary review", "summary reviews"),
    ];
}
