using AgentBrain.Application.Accounts;
using AgentBrain.Application.Interviews;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Interviews;

/// <summary>Makes a link by which a respondent goes on with an interview, and shows it this once.</summary>
[Permit(Permission.GiveResumeLinks)]
public sealed class LinkModel(IMediator mediator) : ReadingPageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>
    /// The address of the link that was made; null otherwise. It comes in a protected cookie that ends when it was shown: loading the page again
    /// makes no other.
    /// </summary>
    [TempData(Key = "RespondentLink")]
    public string? Link { get; set; }

    /// <summary>The interview that the link opens.</summary>
    [TempData(Key = "RespondentLinkTo")]
    public Guid? LinkTo { get; set; }

    /// <summary>Until when the link works, unless it is used before.</summary>
    [TempData(Key = "RespondentLinkEnd")]
    public DateTime? ExpiresAt { get; set; }

    public LinkToGive Interview { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken) => Interview = await Mediator.Send(new GetLinkToGive(Id), cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var created = await Mediator.Send(new GiveResumeLink(Id), cancellationToken);
        (Link, LinkTo, ExpiresAt) = (ResumeLinks.Address(Url, created), Id, created.ExpiresAt.UtcDateTime);
        return RedirectToPage(new { Id });
    }
}
