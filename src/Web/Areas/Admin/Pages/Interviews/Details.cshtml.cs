using AgentBrain.Application.Accounts;
using AgentBrain.Application.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Interviews;

/// <summary>One interview as a timeline.</summary>
[Permit(Permission.ReadInterviews)]
public sealed class DetailsModel(IMediator mediator) : ReadingPageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    public TimelineView Timeline { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => Timeline = await Mediator.Send(new GetTimeline(Id), cancellationToken);
}
