using AgentBrain.Application.Mail;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Pages.Interview;

/// <summary>Where the mail with the report stands: the part of the report's page that its script loads again and again.</summary>
[EnableRateLimiting(RateLimits.ReadPolicy)]
public sealed class MailModel(IMediator mediator, InterfaceText text) : PageModel
{
    // Sent by the script. Whoever opens the address otherwise wants the page.
    private const string FragmentHeader = "X-Fragment";

    [FromRoute]
    public Guid SessionId { get; set; }

    /// <summary>Language in which it is told; null for that of the interview.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Lang { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var progress = await mediator.Send(new GetMailProgress(SessionId, Lang), cancellationToken);
        if (!Request.Headers.ContainsKey(FragmentHeader))
            return RedirectToPage("/Interview/Report", null, new { SessionId, handler = "", lang = Lang }, "mail");
        text.Language = progress.Language;
        return progress.Stage == MailStage.None ? NotFound() : Partial("_Mail", progress);
    }
}
