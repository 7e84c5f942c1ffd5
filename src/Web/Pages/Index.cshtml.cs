using AgentBrain.Application.Interviews;
using AgentBrain.Application.Privacy;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Pages;

/// <summary>What the interview is, and its start.</summary>
[EnableRateLimiting(RateLimits.StartPolicy)]
public sealed class IndexModel(IMediator mediator, InterfaceText text, RespondentCookie respondent) : FormPageModel(mediator, text)
{
    private const double MinutesPerQuickAnswer = 0.5;
    private const double MinutesPerCarefulAnswer = 0.6;

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public Guid SubmissionId { get; set; }

    /// <summary>The consent text that was shown with the form.</summary>
    [BindProperty]
    public int? ConsentVersion { get; set; }

    [BindProperty]
    public bool Agreed { get; set; }

    /// <summary>What is to be agreed to; null where none is published.</summary>
    public ConsentView? Consent { get; private set; }

    public InterviewOffer Offer { get; private set; } = null!;

    public OwnInterviews Own { get; private set; } = null!;

    public int MinutesFrom => (int)Math.Ceiling(Offer.UsuallyFrom * MinutesPerQuickAnswer);

    public int MinutesTo => (int)Math.Ceiling(Offer.UsuallyTo * MinutesPerCarefulAnswer);

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (await Mediator.Send(new GetInterviewOffer(), cancellationToken) is not { } offer)
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        Offer = offer;

        // The token is there before the form is sent, so that two copies of one form belong to one respondent.
        Own = await Mediator.Send(new FindOwnInterviews(respondent.Issue()), cancellationToken);
        Consent = await Mediator.Send(new GetConsent(Text.Language), cancellationToken);
        Language ??= Text.Language;
        SubmissionId = Guid.NewGuid();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        bool? agreed = await Mediator.Send(new GetConsent(Text.Language), cancellationToken) is null ? null : Agreed;
        var started = await Mediator.Send(new StartInterview(Language ?? "", SubmissionId, respondent.Issue(), ConsentVersion: ConsentVersion, Agreed: agreed), cancellationToken);
        if (started.OtherConsent)
            return await ShowNewerConsentAsync(cancellationToken);
        return started.SessionId is { } sessionId
            ? RedirectToStage(sessionId, InterviewStage.Asking)
            : StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    // Another text was published while this one was read: nobody has agreed to that.
    private async Task<IActionResult> ShowNewerConsentAsync(CancellationToken cancellationToken)
    {
        var result = await ShowAsync(cancellationToken);
        Agreed = false;
        ModelState.AddModelError(nameof(Agreed), Text["Error.ConsentNewer"]);
        if (result is PageResult shown)
            shown.StatusCode = StatusCodes.Status400BadRequest;
        return result;
    }
}
