using AgentBrain.Application.Accounts;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using FluentValidation.Results;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Accounts;

/// <summary>Roles and state of one account.</summary>
[Permit(Permission.ManageAccounts)]
public sealed class DetailsModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    public AccountDetails Account { get; private set; } = null!;

    public override string FieldOf(ValidationFailure failure) => nameof(Chosen);

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Account = await Mediator.Send(new GetAccount(Id), cancellationToken);
        if (!HttpMethods.IsPost(Request.Method))
            Chosen = [.. Account.Roles];
        return Page();
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => ChangeAsync(new ChangeAccount(Id, Chosen, null), "The roles were saved.", cancellationToken);

    public Task<IActionResult> OnPostEnableAsync(CancellationToken cancellationToken) =>
        ChangeAsync(new ChangeAccount(Id, null, false), "The account was enabled.", cancellationToken);

    public async Task<IActionResult> OnPostUnlockAsync(CancellationToken cancellationToken) => Done(
        await Mediator.Send(new UnlockAccount(Id), cancellationToken) ? "The account was unlocked." : "The account was not locked.", "/Accounts/Details", new { Id });

    private async Task<IActionResult> ChangeAsync(ChangeAccount change, string done, CancellationToken cancellationToken)
    {
        if (await Mediator.Send(change, cancellationToken) != ChangeAccountOutcome.LastAdministrator)
            return Done(done, "/Accounts/Details", new { Id });
        var result = await RefuseAsync("", "This is the last enabled administrator. Make somebody else administrator first.", cancellationToken, StatusCodes.Status409Conflict);
        Chosen = [.. Account.Roles];
        return result;
    }
}
