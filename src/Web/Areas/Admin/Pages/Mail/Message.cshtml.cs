using AgentBrain.Application.Accounts;
using AgentBrain.Application.Mail;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Mail;

/// <summary>A message as mail programs show it, for the frame of its page: see <see cref="SecurityHeaders.PolicyForMessage"/>.</summary>
[Permit(Permission.ManageOutgoing)]
public sealed class MessageModel(IMediator mediator) : ReadingPageModel(mediator)
{
    [FromRoute]
    public Guid Id { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var mail = await Mediator.Send(new GetMail(Id), cancellationToken);
        return mail.Message is { } message ? Content(message.Html, "text/html; charset=utf-8") : NotFound();
    }
}
