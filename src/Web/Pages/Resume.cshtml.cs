using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Pages;

/// <summary>
/// Where a resume link leads. Opening it changes nothing, so that a program that looks ahead at links in messages takes nothing up; pressing
/// the button lets this browser into the interview.
/// </summary>
[EnableRateLimiting(RateLimits.ResumePolicy)]
public sealed class ResumeModel(IMediator mediator, InterfaceText text, RespondentCookie respondent) : FormPageModel(mediator, text)
{
    public const string ToData = "data";

    [FromRoute]
    public string Token { get; set; } = "";

    /// <summary>Where the pressed button leads: to what is stored of the interview, or else to the interview.</summary>
    [BindProperty]
    public string? To { get; set; }

    /// <summary>What the link opens; null when it opens nothing.</summary>
    public ResumeOffer? Offer { get; private set; }

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Offer = await Mediator.Send(ResumeLinks.Offer(Token), cancellationToken);
        if (Offer is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
        else
            Text.Language = Offer.Language;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var resumed = await Mediator.Send(ResumeLinks.Use(Token, respondent), cancellationToken);
        return resumed.SessionId is { } sessionId
            ? To == ToData ? RedirectToPage("/Interview/Data", new { sessionId }) : RedirectToStage(sessionId, InterviewStage.Asking)
            : await ShowAsync(cancellationToken);
    }
}
