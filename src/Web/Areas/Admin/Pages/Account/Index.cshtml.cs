using AgentBrain.Application.Accounts;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Areas.Admin.Pages.Account;

/// <summary>One's own account.</summary>
[Permit(Permission.UseWorkspace)]
[EnableRateLimiting(RateLimits.SignInPolicy)]
public sealed class IndexModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    private const string Address = "/Account/Index";

    [BindProperty]
    public string? Present { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public OwnAccount Own { get; private set; } = null!;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Own = await Mediator.Send(new GetOwnAccount(), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var result = await Mediator.Send(new ChangePassword(Present, Password), cancellationToken);
        return result.Outcome switch
        {
            ChangePasswordOutcome.Changed => await LeaveAsync(),
            ChangePasswordOutcome.Locked => await RefuseAsync(nameof(Present), SignInWords.Locked, cancellationToken),
            ChangePasswordOutcome.PasswordRefused => await RefuseAsync(nameof(Password), result.Problem!, cancellationToken),
            _ => await RefuseAsync(nameof(Present), "The present password is wrong.", cancellationToken),
        };
    }

    private async Task<IActionResult> LeaveAsync()
    {
        await HttpContext.SignOutOfWorkspaceAsync();
        return Done("Your password was changed, and you were signed out everywhere. Sign in with the new one.", "/SignIn");
    }

    public async Task<IActionResult> OnPostEndAsync(Guid session, CancellationToken cancellationToken) =>
        Ended(await Mediator.Send(new EndSession(session), cancellationToken));

    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken cancellationToken) => Ended(await Mediator.Send(new EndOtherSessions(), cancellationToken));

    private RedirectToPageResult Ended(int sessions) => Done($"{Written.Count(sessions, "session was", "sessions were")} ended.", Address);
}
