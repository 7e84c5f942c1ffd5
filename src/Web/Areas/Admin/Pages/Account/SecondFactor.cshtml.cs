using AgentBrain.Application.Accounts;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace AgentBrain.Web.Areas.Admin.Pages.Account;

/// <summary>One's own authenticator app: off, waiting for a first code, or on. Recovery codes are shown this once.</summary>
[Permit(Permission.UseWorkspace)]
[EnableRateLimiting(RateLimits.SignInPolicy)]
public sealed class SecondFactorModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    private const string Address = "/Account/SecondFactor";
    private const string Issuer = "Agent Brain";

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public SecondFactorState State { get; private set; } = null!;

    /// <summary>Recovery codes that were just made; none otherwise.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    /// <summary>What the app reads from the picture.</summary>
    public string Link => $"otpauth://totp/{Uri.EscapeDataString(Issuer)}:{Uri.EscapeDataString(State.Email)}?secret={State.PendingSecret}&issuer={Uri.EscapeDataString(Issuer)}";

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        State = await Mediator.Send(new GetSecondFactor(), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostBeginAsync(CancellationToken cancellationToken)
    {
        var outcome = await Mediator.Send(new BeginSecondFactor(Password), cancellationToken);
        return outcome is SecondFactorOutcome.Wrong or SecondFactorOutcome.Locked ? await RefusePasswordAsync(outcome, cancellationToken) : RedirectToPage(Address);
    }

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellationToken)
    {
        var confirmed = await Mediator.Send(new ConfirmSecondFactor(Code), cancellationToken);
        if (confirmed.Outcome == SecondFactorOutcome.Wrong)
            return await RefuseAsync(nameof(Code), "The code is wrong. Check that the clock of your telephone is right, then enter the code that the app shows now.", cancellationToken);
        if (confirmed.Outcome == SecondFactorOutcome.Past)
            return RedirectToPage(Address);
        Codes = confirmed.Codes;
        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostRenewAsync(CancellationToken cancellationToken)
    {
        var renewed = await Mediator.Send(new RenewRecoveryCodes(Password), cancellationToken);
        if (renewed.Outcome is SecondFactorOutcome.Wrong or SecondFactorOutcome.Locked)
            return await RefusePasswordAsync(renewed.Outcome, cancellationToken);
        if (renewed.Outcome == SecondFactorOutcome.Past)
            return RedirectToPage(Address);
        Codes = renewed.Codes;
        return await ShowAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostTurnOffAsync(CancellationToken cancellationToken)
    {
        var outcome = await Mediator.Send(new TurnOffSecondFactor(Password), cancellationToken);
        return outcome is SecondFactorOutcome.Wrong or SecondFactorOutcome.Locked
            ? await RefusePasswordAsync(outcome, cancellationToken)
            : Done("Your second factor is off. Signing in asks for your password alone.", "/Account/Index");
    }

    private Task<IActionResult> RefusePasswordAsync(SecondFactorOutcome outcome, CancellationToken cancellationToken) => RefuseAsync(
        nameof(Password),
        outcome == SecondFactorOutcome.Locked ? SignInWords.Locked : "The password is wrong.",
        cancellationToken);
}
