using AgentBrain.Application.Accounts;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Areas.Admin.Pages;

/// <summary>The second step of signing in, for accounts with a second factor.</summary>
[AllowAnonymous]
[EnableRateLimiting(RateLimits.SignInPolicy)]
public sealed class SignInCodeModel(IMediator mediator, SecondStep step) : WorkspacePageModel(mediator)
{
    private const string Start = "/admin";

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The page that asked to sign in.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public override Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        if (User.Identity?.IsAuthenticated == true)
            return Task.FromResult<IActionResult>(LocalRedirect(Start));
        return Task.FromResult<IActionResult>(step.Account is null ? RedirectToPage("/SignIn", new { ReturnUrl }) : Page());
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (User.Identity?.IsAuthenticated == true || step.Account is not { } account)
            return await ShowAsync(cancellationToken);

        var confirmed = await Mediator.Send(new ConfirmSignIn(account, Code), cancellationToken);
        switch (confirmed.Outcome)
        {
            case CodeOutcome.Right:
                step.End();
                await HttpContext.SignInToWorkspaceAsync(account);
                if (confirmed.RecoveryCodesLeft is { } left)
                    Notice = $"You used a recovery code. {Written.Count(left, "code is", "codes are")} left; your account page makes new ones.";
                return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : Start);
            case CodeOutcome.Over:
                step.End();
                return RedirectToPage("/SignIn", new { ReturnUrl });
            default:
                return await RefuseAsync(nameof(Code), SignInWords.CodeRefused, cancellationToken);
        }
    }
}
