using AgentBrain.Application.Accounts;
using AgentBrain.Application.Privacy;
using AgentBrain.Domain.Interviews;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Privacy;

/// <summary>Finds the interviews of a person. What is looked for is sent as a form and never stands in an address, which servers note in their logs.</summary>
[Permit(Permission.ManagePrivacy)]
public sealed class IndexModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    /// <summary>A reference or an e-mail address.</summary>
    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? TypedEmail { get; set; }

    /// <summary>Null before anything was looked for.</summary>
    public FoundPersonalData? Found { get; private set; }

    public bool IsAddress => Text?.Contains('@', StringComparison.Ordinal) == true;

    /// <summary>Contact details in one line.</summary>
    public static string Words(ContactDetails contact) =>
        string.Join(", ", new[] { contact.Name, contact.Email, contact.Phone }.Where(detail => !string.IsNullOrEmpty(detail)).DefaultIfEmpty("–"));

    public override Task<IActionResult> ShowAsync(CancellationToken cancellationToken) => Task.FromResult<IActionResult>(Page());

    public override string FieldOf(FluentValidation.Results.ValidationFailure failure) => failure.PropertyName == nameof(EraseByAddress.Email) ? nameof(Text) : base.FieldOf(failure);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Found = await Mediator.Send(new FindPersonalData { Text = Text ?? "" }, cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostEraseAllAsync(CancellationToken cancellationToken)
    {
        Found = await Mediator.Send(new FindPersonalData { Text = Text ?? "" }, cancellationToken);
        var erased = await Mediator.Send(new EraseByAddress { Email = Text ?? "", TypedEmail = TypedEmail ?? "" }, cancellationToken);
        return Done(erased.Count == 0 ? "There was nothing left to erase." : $"{Written.Count(erased.Count, "interview was", "interviews were")} erased: {string.Join(", ", erased)}.", "/Privacy/Index");
    }
}
