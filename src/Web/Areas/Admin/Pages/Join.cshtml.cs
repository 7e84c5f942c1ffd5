using AgentBrain.Application.Accounts;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Areas.Admin.Pages;

/// <summary>Where an invitation leads. Opening it changes nothing.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.ResumePolicy)]
public sealed class JoinModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    [FromRoute]
    public string Token { get; set; } = "";

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>What the link offers; null when it offers nothing.</summary>
    public InvitationOffer? Offer { get; private set; }

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Offer = await Mediator.Send(JoinLinks.Offer(Token), cancellationToken);
        if (Offer is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var result = await Mediator.Send(JoinLinks.Accept(Token, Email, DisplayName, Password), cancellationToken);
        return result.Outcome switch
        {
            AcceptInvitationOutcome.Accepted => Done("Your account was created. Sign in with your new password.", "/SignIn"),
            AcceptInvitationOutcome.EmailMissing => await RefuseAsync(nameof(Email), "Enter your e-mail address.", cancellationToken),
            AcceptInvitationOutcome.EmailTaken => await RefuseAsync(nameof(Email), "There is an account with this e-mail address. Sign in instead.", cancellationToken),
            AcceptInvitationOutcome.PasswordRefused => await RefuseAsync(nameof(Password), result.Problem!, cancellationToken),
            _ => await ShowAsync(cancellationToken),
        };
    }
}
