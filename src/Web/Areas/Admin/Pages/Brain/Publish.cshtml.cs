using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain.Analysis;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain;

/// <summary>Publishes the working copy: what would change for respondents, what the analyser says, and why it is done.</summary>
[Permit(Permission.EditBrain)]
public sealed class PublishModel(IMediator mediator) : BrainPageModel(mediator)
{
    /// <summary>Most characters of a note.</summary>
    public const int LongestNote = PublishBrainValidator.LongestNote;

    /// <summary>Why it is published.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>Version of the working copy that the author has looked at.</summary>
    [BindProperty]
    public long Version { get; set; }

    /// <summary>Number of the newest revision that the author has seen.</summary>
    [BindProperty]
    public int? After { get; set; }

    public BrainCheck Check { get; private set; } = null!;

    /// <summary>Whether respondents meet already what the working copy says.</summary>
    public bool HasNothingNew => Check.Newest is not null && Check.Changes.Count == 0;

    public IReadOnlyList<Finding> Errors => [.. Check.Findings.Where(finding => finding.Severity == FindingSeverity.Error)];

    public IReadOnlyList<Finding> Others => [.. Check.Findings.Where(finding => finding.Severity != FindingSeverity.Error)];

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Check = await Mediator.Send(new CheckBrain(), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var result = await Mediator.Send(new PublishBrain(Note, Version, After), cancellationToken);
        return result.Outcome switch
        {
            EditOutcome.Conflict => await RefuseAsync("", "Somebody edited the working copy after you opened this page. Look over the differences as they are now, then publish.", cancellationToken, StatusCodes.Status409Conflict),
            EditOutcome.Blocked => await RefuseAsync("", "The working copy has errors. Mend them first: they are listed below.", cancellationToken, StatusCodes.Status409Conflict),
            _ => Done(await NoticeAsync(result, cancellationToken), "/Brain/History/Index"),
        };
    }

    private async Task<string> NoticeAsync(EditResult result, CancellationToken cancellationToken)
    {
        var history = await Mediator.Send(new ListRevisions(), cancellationToken);
        var meanwhile = string.Concat(history.Revisions
            .Where(revision => After is { } seen && revision.Number > seen && revision.Number < result.Revision)
            .Select(revision => $" Meanwhile {revision.PublishedBy ?? "Agent Brain"} had published revision {revision.Number}."));
        return $"Revision {result.Revision} is published. Interviews that begin from now on use it.{meanwhile}";
    }
}
