using AgentBrain.Application.Privacy;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Pages.Interview;

/// <summary>Asks a respondent whether their interview is to be erased, and erases it. A second time it says that it was.</summary>
[EnableRateLimiting(RateLimits.AnswerPolicy)]
public sealed class EraseModel(IMediator mediator, InterfaceText text) : FormPageModel(mediator, text)
{
    /// <summary>Names the interview that was erased to the page after, for the browser to drop what it keeps of it.</summary>
    public const string ErasedKey = "Erased";

    [FromRoute]
    public Guid SessionId { get; set; }

    public OwnData Data { get; private set; } = null!;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Data = await Mediator.Send(new GetOwnData(SessionId), cancellationToken);
        Text.Language = Data.Language;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var erasure = await Mediator.Send(new EraseOwnInterview(SessionId), cancellationToken);
        TempData[ErasedKey] = SessionId.ToString();
        return RedirectToPage("/Erased", new { lang = erasure.Language });
    }
}
