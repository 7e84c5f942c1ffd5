using AgentBrain.Application.Accounts;
using AgentBrain.Application.Privacy;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Privacy;

/// <summary>Asks before an interview is erased, and says what goes with it.</summary>
[Permit(Permission.ManagePrivacy)]
public sealed class EraseModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public string? TypedReference { get; set; }

    public PersonalDataView Data { get; private set; } = null!;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Data = await Mediator.Send(new GetPersonalData(Id), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var erasure = await Mediator.Send(new EraseInterview(Id, TypedReference), cancellationToken);
        return Done($"Interview {erasure.Reference} was erased.", "/Privacy/Index");
    }
}
