using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Pages.Interview;

/// <summary>The address of an interview, which leads to wherever it stands.</summary>
public sealed class IndexModel(IMediator mediator, InterfaceText text) : FormPageModel(mediator, text)
{
    [FromRoute]
    public Guid SessionId { get; set; }

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        var interview = await Mediator.Send(new GetInterview(SessionId), cancellationToken);
        return interview.Stage == InterviewStage.Asking
            ? RedirectToPage("/Interview/Question", new { SessionId, Number = interview.Asked })
            : RedirectToStage(SessionId, interview.Stage);
    }
}
