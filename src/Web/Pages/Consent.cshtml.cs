using AgentBrain.Application.Privacy;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace AgentBrain.Web.Pages;

/// <summary>What respondents agree to: the newest text, or the version that an interview is held under.</summary>
public sealed class ConsentModel(IMediator mediator, InterfaceText text) : PageModel
{
    public ConsentView Consent { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int? version, CancellationToken cancellationToken)
    {
        if (await mediator.Send(new GetConsent(text.Language, version), cancellationToken) is not { } consent)
            return NotFound();
        Consent = consent;
        return Page();
    }
}
