using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain;

/// <summary>Takes back everything that was edited since the newest revision, after showing what that is.</summary>
[Permit(Permission.EditBrain)]
public sealed class DiscardModel(IMediator mediator) : BrainPageModel(mediator)
{
    /// <summary>Version of the working copy whose changes the author has seen.</summary>
    [BindProperty]
    public long Version { get; set; }

    public BrainCheck Check { get; private set; } = null!;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Check = await Mediator.Send(new CheckBrain(), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var result = await Mediator.Send(new DiscardChanges(Version), cancellationToken);
        return result.Outcome switch
        {
            EditOutcome.Conflict => await RefuseAsync("", "Nothing was discarded: somebody edited the working copy after you opened this page. Look over what would be lost now.", cancellationToken, StatusCodes.Status409Conflict),
            EditOutcome.Unchanged => Done("There was nothing to discard.", "/Brain/Index"),
            _ => Done("The changes are discarded. The working copy says what is published.", "/Brain/Index"),
        };
    }
}
