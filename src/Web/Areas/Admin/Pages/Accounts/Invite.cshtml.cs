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

    /// <summary>The address of the invitation that was made; null before.</summary>
    public string? Link { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public override string FieldOf(ValidationFailure failure) => failure.PropertyName == nameof(InviteAccount.Roles) ? nameof(Chosen) : failure.PropertyName;

    public override Task<IActionResult> ShowAsync(CancellationToken cancellationToken) => Task.FromResult<IActionResult>(Page());

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var invited = await Mediator.Send(new InviteAccount(Email, Chosen), cancellationToken);
        Link = JoinLinks.Address(Url, invited);
        ExpiresAt = invited.ExpiresAt;
        return Link is null ? await RefuseAsync(nameof(Email), "There is an account with this e-mail address.", cancellationToken) : Page();
    }
}
