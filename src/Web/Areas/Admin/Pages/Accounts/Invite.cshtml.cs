using AgentBrain.Application.Accounts;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using FluentValidation.Results;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Accounts;

/// <summary>Invites somebody, and shows the link this once.</summary>
[Permit(Permission.ManageAccounts)]
public sealed class InviteModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    /// <summary>
    /// The address of the invitation that was made; null otherwise. It comes in a protected cookie that ends when it was shown: loading the page
    /// again makes no other.
    /// </summary>
    [TempData(Key = "InvitationLink")]
    public string? Link { get; set; }

    /// <summary>For whom the invitation is that was made.</summary>
    [TempData(Key = "InvitationFor")]
    public string? Invited { get; set; }

    /// <summary>Until when the invitation works that was made.</summary>
    [TempData(Key = "InvitationEnd")]
    public DateTime? ExpiresAt { get; set; }

    public override string FieldOf(ValidationFailure failure) => failure.PropertyName == nameof(InviteAccount.Roles) ? nameof(Chosen) : failure.PropertyName;

    public override Task<IActionResult> ShowAsync(CancellationToken cancellationToken) => Task.FromResult<IActionResult>(Page());

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var invited = await Mediator.Send(new InviteAccount(Email, Chosen), cancellationToken);
        if (JoinLinks.Address(Url, invited) is not { } link)
            return await RefuseAsync(nameof(Email), "There is an account with this e-mail address.", cancellationToken);
        (Link, Invited, ExpiresAt) = (link, Email!.Trim(), invited.ExpiresAt.UtcDateTime);
        return RedirectToPage();
    }
}
