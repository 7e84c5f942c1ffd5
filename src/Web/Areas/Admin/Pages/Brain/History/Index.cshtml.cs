using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.History;

/// <summary>All revisions, the newest first.</summary>
[Permit(Permission.ReadBrain)]
public sealed class IndexModel(IMediator mediator) : BrainPageModel(mediator)
{
    private const int PageSize = 25;

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    public BrainHistory History { get; private set; } = null!;

    public Pager Pager => new(Math.Clamp(Number, 1, Math.Max(1, (History.Revisions.Count + PageSize - 1) / PageSize)), PageSize, History.Revisions.Count);

    /// <summary>The revisions of the page, each with the one before it; null before the first.</summary>
    public IEnumerable<(RevisionSummary Revision, int? Previous)> Shown => History.Revisions
        .Select((revision, index) => (revision, index + 1 < History.Revisions.Count ? History.Revisions[index + 1].Number : (int?)null))
        .Skip((Pager.Page - 1) * PageSize)
        .Take(PageSize);

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        History = await Mediator.Send(new ListRevisions(), cancellationToken);
        return Page();
    }
}
