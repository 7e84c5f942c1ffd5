using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.History;

/// <summary>Puts an earlier revision back as a new one, after showing what that changes and what it loses.</summary>
[Permit(Permission.EditBrain)]
public sealed class RestoreModel(IMediator mediator) : BrainPageModel(mediator)
{
    /// <summary>Most characters of a note.</summary>
    public const int LongestNote = PublishBrainValidator.LongestNote;

    [FromRoute]
    public int Number { get; set; }

    /// <summary>Why it is put back.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>Version of the working copy whose unpublished changes the author agrees to lose; null when there were none.</summary>
    [BindProperty]
    public long? Losing { get; set; }

    /// <summary>Number of the newest revision that the author has seen.</summary>
    [BindProperty]
    public int? After { get; set; }

    public RevisionView View { get; private set; } = null!;

    public BrainHistory History { get; private set; } = null!;

    /// <summary>What changes for respondents.</summary>
    public ChangeList Changes { get; private set; } = null!;

    /// <summary>Number of the newest revision.</summary>
    public int Newest => History.Revisions[0].Number;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        View = await Mediator.Send(new GetRevision(Number), cancellationToken);
        History = await Mediator.Send(new ListRevisions(), cancellationToken);
        var differences = await Mediator.Send(new CompareBrains(Newest, Number), cancellationToken);
        Changes = new ChangeList(differences.Changes, differences.Before, differences.After);
        if (HttpMethods.IsGet(Request.Method))
            Note = $"Back to revision {Number}";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var result = await Mediator.Send(new RestoreRevision(Number, Note, Losing, After), cancellationToken);
        return result.Outcome switch
        {
            EditOutcome.Conflict or EditOutcome.WouldLose => await RefuseAsync("", "Nothing was restored: somebody edited the working copy after you opened this page. Look over what would be lost now.", cancellationToken, StatusCodes.Status409Conflict),
            _ => Done($"Revision {Number} is back, as revision {result.Revision}. Interviews that begin from now on use it.", "/Brain/History/Index"),
        };
    }
}
