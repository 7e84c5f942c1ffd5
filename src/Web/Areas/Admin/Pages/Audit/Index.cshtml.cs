using AgentBrain.Application.Accounts;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Audit;

/// <summary>Who changed what and when, newest first.</summary>
[Permit(Permission.ReadAudit)]
public sealed class IndexModel(IMediator mediator) : AuditPageModel(mediator)
{
    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>Null where the address asks for something that cannot be.</summary>
    public AuditList? List { get; private set; }

    public Pager Pager => new(List!.Entries.Number, ListAuditEntries.PageSize, List.Entries.Total);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        List = await AskAsync(new ListAuditEntries { Filter = Filter, Page = Number }, cancellationToken);
        var page = Page();
        page.StatusCode = List is null ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        return page;
    }
}
