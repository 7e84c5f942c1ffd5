using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Pages.Interview;

/// <summary>Everything that was understood, to check and to change; here an interview is ended early, too.</summary>
[EnableRateLimiting(RateLimits.AnswerPolicy)]
public sealed class CheckModel(IMediator mediator, InterfaceText text) : InterviewPageModel(mediator, text)
{
    public const string FinishIntent = "finish";
    public const string MoreIntent = "more";

    /// <summary>More answers than these are folded away.</summary>
    public const int AnswersInView = 3;

    public FactsView Facts { get; private set; } = null!;

    /// <summary>What every consultation needs comes first.</summary>
    public IEnumerable<FactView> Ordered => Facts.Facts.OrderByDescending(fact => fact.Required);

    public bool IsAsking => Facts.Stage == InterviewStage.Asking;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Facts = await Mediator.Send(new GetFacts(SessionId), cancellationToken);
        Text.Language = Facts.Language;
        return Facts.Stage == InterviewStage.Finished ? RedirectToStage(SessionId, Facts.Stage) : Page();
    }

    protected override async Task<IActionResult> SendAsync(CancellationToken cancellationToken) => Intent switch
    {
        FinishIntent => Ended(await Mediator.Send(new EndInterview(SessionId), cancellationToken)),
        MoreIntent => TakenUp(await Mediator.Send(new EndInterview(SessionId, TakeUpAgain: true), cancellationToken)),
        _ => await ShowAsync(cancellationToken),
    };

    // Nothing is typed on this page, so it can be loaded anew.
    protected override Task<IActionResult> ShowInNewLanguageAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IActionResult>(RedirectToPage(new { SessionId }));

    private RedirectToPageResult Ended(InterviewStage stage) =>
        stage == InterviewStage.LeavingContact ? RedirectToPage("/Interview/Contact", new { SessionId }) : RedirectToStage(SessionId, stage);

    private RedirectToPageResult TakenUp(InterviewStage stage)
    {
        if (stage == InterviewStage.LeavingContact)
            News = "Notice.NothingToAsk";
        return RedirectToStage(SessionId, stage);
    }
}

/// <summary>One line of what was understood.</summary>
public sealed record CheckedFact(Guid SessionId, FactView Fact);
