using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.History;

/// <summary>A revision: who published it, why, what it changed and what it says.</summary>
[Permit(Permission.ReadBrain)]
public sealed class DetailsModel(IMediator mediator) : BrainPageModel(mediator)
{
    [FromRoute]
    public int Number { get; set; }

    public RevisionView View { get; private set; } = null!;

    /// <summary>Number of the revision before it; null for the first.</summary>
    public int? Previous { get; private set; }

    /// <summary>What it changed; null for the first.</summary>
    public ChangeList? Changes { get; private set; }

    /// <summary>Its items by section.</summary>
    public IEnumerable<IGrouping<BrainSection, BrainAddress>> Items => BrainItems.All(View.Document).Select(item => item.Key).Distinct().GroupBy(at => at.Section).OrderBy(section => section.Key);

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        View = await Mediator.Send(new GetRevision(Number), cancellationToken);
        Previous = (await Mediator.Send(new ListRevisions(), cancellationToken)).Revisions.Select(revision => (int?)revision.Number).FirstOrDefault(number => number < Number);
        if (Previous is not null)
        {
            var differences = await Mediator.Send(new CompareBrains(Previous, Number), cancellationToken);
            Changes = new ChangeList(differences.Changes, differences.Before, differences.After);
        }
        return Page();
    }
}
