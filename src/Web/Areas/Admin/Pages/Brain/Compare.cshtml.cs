using System.Globalization;
using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain;

/// <summary>Any two revisions, or one and the working copy, field by field.</summary>
[Permit(Permission.ReadBrain)]
public sealed class CompareModel(IMediator mediator) : BrainPageModel(mediator)
{
    /// <summary>Number of the earlier revision; empty for the working copy.</summary>
    [FromQuery(Name = "from")]
    public string? FromWord { get; set; }

    /// <summary>Number of the later revision; empty for the working copy.</summary>
    [FromQuery(Name = "to")]
    public string? ToWord { get; set; }

    public int? From { get; private set; }

    public int? To { get; private set; }

    public BrainHistory History { get; private set; } = null!;

    public ChangeList Changes { get; private set; } = null!;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        History = await Mediator.Send(new ListRevisions(), cancellationToken);
        // Without a word of what to compare: what is not published yet.
        if (!Request.Query.ContainsKey("from") && History.Revisions.Count > 0)
            FromWord = History.Revisions[0].Number.ToString(CultureInfo.InvariantCulture);
        if (!TryRead(FromWord, out var from) || !TryRead(ToWord, out var to))
            return NotFound();
        (From, To) = (from, to);
        var differences = await Mediator.Send(new CompareBrains(From, To), cancellationToken);
        Changes = new ChangeList(differences.Changes, differences.Before, differences.After) { IsWorkingCopy = To is null };
        return Page();
    }

    private static bool TryRead(string? word, out int? revision)
    {
        revision = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return revision is not null || string.IsNullOrEmpty(word);
    }
}
