using AgentBrain.Application.Accounts;
using AgentBrain.Application.Mail;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Mail;

/// <summary>The outbox: what waits, failed and went.</summary>
[Permit(Permission.ManageOutgoing)]
public sealed class IndexModel(IMediator mediator) : ReadingPageModel(mediator)
{
    [BindProperty(SupportsGet = true)]
    public MailStateFilter? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Reference { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>What became of the last form; null when there is nothing to say.</summary>
    [TempData]
    public string? Notice { get; set; }

    public MailList? List { get; private set; }

    public Pager Pager => new(List!.Mail.Number, ListMail.PageSize, List.Mail.Total);

    public bool IsFiltered => State is not null || !string.IsNullOrEmpty(Reference);

    public async Task OnGetAsync(CancellationToken cancellationToken) =>
        List = await AskAsync(new ListMail { State = State, Reference = Reference ?? "", Page = Number }, cancellationToken);

    public async Task<IActionResult> OnPostAsync(Guid mail, CancellationToken cancellationToken)
    {
        Notice = OutboxWords.Of(await Mediator.Send(new SendMailAgain(mail), cancellationToken));
        return RedirectToPage(Address(("state", State), ("reference", Reference), ("p", Number > 1 ? Number : null)));
    }
}
