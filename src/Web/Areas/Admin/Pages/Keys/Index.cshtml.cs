using AgentBrain.Application.Accounts;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Keys;

/// <summary>API keys; a new one is shown this once.</summary>
[Permit(Permission.ManageAccounts)]
public sealed class IndexModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Role { get; set; }

    public IReadOnlyList<ApiKeyDetails> Keys { get; private set; } = [];

    /// <summary>
    /// The key that was just created; null otherwise. It comes in a protected cookie that ends when it was shown: loading the page again makes no
    /// other.
    /// </summary>
    [TempData(Key = "NewKey")]
    public string? Created { get; set; }

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Keys = await Mediator.Send(new ListApiKeys(), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Created = (await Mediator.Send(new CreateApiKey(Name, Role), cancellationToken)).Key;
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid key, CancellationToken cancellationToken) =>
        Done(await Mediator.Send(new RevokeApiKey(key), cancellationToken) ? "The key was revoked." : "The key was revoked before.", "/Keys/Index");
}
