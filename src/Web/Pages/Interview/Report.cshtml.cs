using System.Text;
using AgentBrain.Application.Feedback;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Application.Mail;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Pages.Interview;

/// <summary>The report, its download, and feedback on the interview.</summary>
[EnableRateLimiting(RateLimits.FeedbackPolicy)]
public sealed class ReportModel(IMediator mediator, InterfaceText text, SpokenPages spoken) : FormPageModel(mediator, text)
{
    [FromRoute]
    public Guid SessionId { get; set; }

    /// <summary>Language to read the report in; null for that of the interview.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Lang { get; set; }

    [BindProperty]
    public int? Rating { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    /// <summary>Recordings whose words are in the comment.</summary>
    [BindProperty]
    public List<Guid> Recordings { get; set; } = [];

    /// <summary>How the comment may be spoken; null where it may not.</summary>
    public SpeechOffer? Speech { get; private set; }

    /// <summary>Whether feedback was sent although some had been received.</summary>
    [TempData]
    public bool SentTwice { get; set; }

    public ReportView Report { get; private set; } = null!;

    /// <summary>Where the mail with the report stands.</summary>
    public MailProgress Mail { get; private set; } = null!;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Report = await Mediator.Send(new GetReport(SessionId, Lang), cancellationToken);
        Text.Language = Report.Language;
        if (Report.Stage != InterviewStage.Finished)
            return RedirectToStage(SessionId, Report.Stage);
        Mail = await Mediator.Send(new GetMailProgress(SessionId, Lang), cancellationToken);
        if (spoken.AreOffered && Report.Feedback is null)
            Speech = await Mediator.Send(new GetSpeechOffer(SessionId, RecordingPurpose.Feedback, null), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnGetDownloadAsync(CancellationToken cancellationToken)
    {
        var report = await Mediator.Send(new GetReport(SessionId, Lang), cancellationToken);
        Text.Language = report.Language;
        return report.Stage == InterviewStage.Finished
            ? File(Encoding.UTF8.GetBytes(report.Full), "text/markdown; charset=utf-8", Text["Result.FileName", report.Reference])
            : RedirectToStage(SessionId, report.Stage);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var result = await Mediator.Send(new LeaveFeedback { SessionId = SessionId, Rating = Rating, Comment = Comment ?? "", Recordings = [.. Recordings] }, cancellationToken);
        SentTwice = result == LeaveFeedbackResult.ReceivedBefore;
        return RedirectToPage(null, null, new { SessionId, handler = "", lang = Lang }, "feedback");
    }
}
