using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Pages.Interview;

/// <summary>Who the report is for.</summary>
[EnableRateLimiting(RateLimits.AnswerPolicy)]
public sealed class ContactModel(IMediator mediator, InterfaceText text) : InterviewPageModel(mediator, text)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    public int Answered { get; private set; }

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        var interview = await Mediator.Send(new GetInterview(SessionId), cancellationToken);
        Text.Language = interview.Language;
        Answered = interview.Asked;
        return interview.Stage == InterviewStage.LeavingContact ? Page() : RedirectToStage(SessionId, interview.Stage);
    }

    protected override async Task<IActionResult> SendAsync(CancellationToken cancellationToken)
    {
        var finished = await Mediator.Send(
            new FinishInterview { SessionId = SessionId, Name = Name ?? "", Email = Email ?? "", Phone = Phone ?? "" },
            cancellationToken);
        return RedirectToStage(SessionId, finished.Stage);
    }
}

/// <summary>A field of the contact form.</summary>
public sealed record ContactField(string Name, string Type, string? Value, string Autocomplete, int MaxLength, bool Required);
