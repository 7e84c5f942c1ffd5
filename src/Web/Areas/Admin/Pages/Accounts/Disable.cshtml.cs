using AgentBrain.Application.Accounts;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Accounts;

/// <summary>Asks before an account is disabled.</summary>
[Permit(Permission.ManageAccounts)]
public sealed class DisableModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    public AccountDetails Account { get; private set; } = null!;

    /// <summary>Names of the API keys that the account created and that go on working.</summary>
    public IReadOnlyList<string> Keys { get; private set; } = [];

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Account = await Mediator.Send(new GetAccount(Id), cancellationToken);
        Keys = [.. (await Mediator.Send(new ListApiKeys(), cancellationToken)).Where(key => key.CreatedBy == Account.Email && key.RevokedAt is null).Select(key => key.Name)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        await Mediator.Send(new ChangeAccount(Id, null, true), cancellationToken) == ChangeAccountOutcome.LastAdministrator
            ? await RefuseAsync("", "This is the last enabled administrator. Make somebody else administrator first.", cancellationToken, StatusCodes.Status409Conflict)
            : Done("The account was disabled and signed out everywhere.", "/Accounts/Details", new { Id });
}
