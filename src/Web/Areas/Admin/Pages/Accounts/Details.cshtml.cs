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

    /// <summary>The roles that the page showed before somebody chose others.</summary>
    [BindProperty]
    public string? Shown { get; set; }

    public AccountDetails Account { get; private set; } = null!;

    public override string FieldOf(ValidationFailure failure) => nameof(Chosen);

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Account = await Mediator.Send(new GetAccount(Id), cancellationToken);
        if (!HttpMethods.IsPost(Request.Method))
            ShowPresent();
        return Page();
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        ChangeAsync(new ChangeAccount(Id, Chosen, null, (Shown ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)), "The roles were saved.", cancellationToken);

    public Task<IActionResult> OnPostEnableAsync(CancellationToken cancellationToken) =>
        ChangeAsync(new ChangeAccount(Id, null, false), "The account was enabled.", cancellationToken);

    public async Task<IActionResult> OnPostUnlockAsync(CancellationToken cancellationToken) => Done(
        await Mediator.Send(new UnlockAccount(Id), cancellationToken) ? "The account was unlocked." : "The account was not locked.", "/Accounts/Details", new { Id });

    private async Task<IActionResult> ChangeAsync(ChangeAccount change, string done, CancellationToken cancellationToken)
    {
        string? problem = await Mediator.Send(change, cancellationToken) switch
        {
            ChangeAccountOutcome.LastAdministrator => "This is the last enabled administrator. Make somebody else administrator first.",
            ChangeAccountOutcome.Changed => "Somebody else changed the roles while you chose. They are shown now as they are; choose again.",
            _ => null,
        };
        if (problem is null)
            return Done(done, "/Accounts/Details", new { Id });
        var result = await RefuseAsync("", problem, cancellationToken, StatusCodes.Status409Conflict);
        ShowPresent();
        return result;
    }

    private void ShowPresent()
    {
        Chosen = [.. Account.Roles];
        Shown = string.Join(',', Chosen);
    }
}
