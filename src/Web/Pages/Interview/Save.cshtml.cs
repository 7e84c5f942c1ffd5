using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Pages.Interview;

/// <summary>How to go on later or elsewhere: makes a resume link and shows it once.</summary>
[EnableRateLimiting(RateLimits.AnswerPolicy)]
public sealed class SaveModel(IMediator mediator, InterfaceText text) : FormPageModel(mediator, text)
{
    [FromRoute]
    public Guid SessionId { get; set; }

    /// <summary>The address of the link that was just made; null before and after. On its way here it is kept in an encrypted cookie alone.</summary>
    [TempData]
    public string? Link { get; set; }

    /// <summary>From when on the link opens nothing, unless it is used before; as clocks here show it.</summary>
    [TempData]
    public DateTime? Expires { get; set; }

    /// <summary>Whether the report is made, so that the link opens that.</summary>
    public bool Finished { get; private set; }

    public string ExpiryDay => Text.Day(new DateTimeOffset(Expires!.Value, TimeSpan.Zero));

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        var interview = await Mediator.Send(new GetInterview(SessionId), cancellationToken);
        Text.Language = interview.Language;
        Finished = interview.Stage == InterviewStage.Finished;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var link = await Mediator.Send(new CreateResumeLink(SessionId), cancellationToken);
        Link = ResumeLinks.Address(Url, link);
        Expires = link.ExpiresAt.DateTime;
        return RedirectToPage(new { SessionId });
    }
}
