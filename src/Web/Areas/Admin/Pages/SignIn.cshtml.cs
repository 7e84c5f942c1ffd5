using AgentBrain.Application.Accounts;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Areas.Admin.Pages;

[AllowAnonymous]
[EnableRateLimiting(RateLimits.SignInPolicy)]
public sealed class SignInModel(IMediator mediator, SecondStep step, RefusalPace pace) : WorkspacePageModel(mediator)
{
    private const string Start = "/admin";

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The page that asked to sign in.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public override Task<IActionResult> ShowAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IActionResult>(User.Identity?.IsAuthenticated == true ? LocalRedirect(Start) : Page());

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        // A session that was there before is not carried into the new one.
        if (User.Identity?.IsAuthenticated == true)
            return LocalRedirect(Start);

        var begin = RefusalPace.Begin();
        var verdict = await Mediator.Send(new SignIn(Email, Password), cancellationToken);
        switch (verdict.Outcome)
        {
            case PasswordOutcome.Right:
                await HttpContext.SignInToWorkspaceAsync(verdict.Account!);
                return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : Start);
            case PasswordOutcome.NeedsSecondFactor:
                step.Begin(verdict.Account!);
                return RedirectToPage("/SignInCode", new { ReturnUrl });
            default:
                await pace.WaitAsync(begin, cancellationToken);
                return await RefuseAsync(nameof(Email), SignInWords.Refused, cancellationToken);
        }
    }
}
