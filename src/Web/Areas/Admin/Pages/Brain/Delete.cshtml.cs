using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain;

/// <summary>Deletes a slot, a question or a rule. What is in use stays, unless the author says that what rests on it is to go, too.</summary>
[Permit(Permission.EditBrain)]
public sealed class DeleteModel(IMediator mediator) : BrainPageModel(mediator)
{
    /// <summary>The section as addresses name it.</summary>
    [FromRoute]
    public string Section { get; set; } = "";

    [FromRoute]
    public string Id { get; set; } = "";

    /// <summary>Whether the author accepts what goes along.</summary>
    [BindProperty]
    public bool CarryThrough { get; set; }

    /// <summary>Version of the working copy that the author has looked at.</summary>
    [BindProperty]
    public long? Version { get; set; }

    public BrainItemView View { get; private set; } = null!;

    /// <summary>Whether somebody changed the working copy since.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>Whether the form was sent without accepting what goes along.</summary>
    public bool IsRefused { get; private set; }

    public BrainAddress Item => new(BrainLinks.Lists[Section], Id);

    /// <summary>What would be deleted along with it.</summary>
    public UsedBy Along => new(View.Document, [.. View.TakenAlong.Skip(1)]);

    /// <summary>What would stop mentioning it, or what goes along, and stay.</summary>
    public UsedBy Mentioning => UsedBy.Of(
        View.Document,
        View.TakenAlong
            .SelectMany(gone => BrainReferences.To(View.Document, gone))
            .Where(mention => !View.TakenAlong.Contains(mention.From with { Member = null }) && !Along.Users.Contains(mention.From with { Member = null })));

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (!BrainLinks.Lists.ContainsKey(Section))
            return NotFound();
        View = await Mediator.Send(new GetBrainItem(Item), cancellationToken);
        return View.Item is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!BrainLinks.Lists.ContainsKey(Section))
            return NotFound();
        var result = await Mediator.Send(new DeleteBrainItem(Item, CarryThrough, Version), cancellationToken);
        if (result.Outcome is EditOutcome.Refused or EditOutcome.Conflict)
        {
            IsRefused = result.Outcome == EditOutcome.Refused;
            HasChanged = !IsRefused;
            var shown = await ShowAsync(cancellationToken);
            if (shown is Microsoft.AspNetCore.Mvc.RazorPages.PageResult page)
                page.StatusCode = StatusCodes.Status409Conflict;
            return shown;
        }
        Notice = result.Outcome == EditOutcome.Missing ? $"The {BrainLinks.Noun(Item.Section)} {Id} was deleted already." : $"Deleted the {BrainLinks.Noun(Item.Section)} {Id} from the working copy.";
        return Redirect(BrainLinks.To(Item.Section));
    }
}
