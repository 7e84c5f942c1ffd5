using AgentBrain.Application.Accounts;
using AgentBrain.Application.Mail;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Mail;

/// <summary>A mail of the outbox, with its message where it was written as a file.</summary>
[Permit(Permission.ManageOutgoing)]
public sealed class DetailsModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    public MailDetails Mail { get; private set; } = null!;

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Mail = await Mediator.Send(new GetMail(Id), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        Done(OutboxWords.Of(await Mediator.Send(new SendMailAgain(Id), cancellationToken)), "/Mail/Details", new { Id });
}
