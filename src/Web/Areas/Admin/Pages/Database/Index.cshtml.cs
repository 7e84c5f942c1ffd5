using AgentBrain.Application.Accounts;
using AgentBrain.Application.Operations;
using AgentBrain.Domain.Operations;
using AgentBrain.Web.Areas.Admin.Common;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Database;

/// <summary>How the database is: migrations, drift with what would reconcile it, durability.</summary>
[Permit(Permission.OperateDatabase)]
public sealed class IndexModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    public DatabaseHealth Health { get; private set; } = null!;

    public static string Word(DriftKind kind) => kind switch
    {
        DriftKind.Missing => "missing",
        DriftKind.Extra => "extra",
        _ => "different",
    };

    public override async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Health = await Mediator.Send(new GetDatabaseHealth(), cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var check = await Mediator.Send(new CheckDrift(), cancellationToken);
        return Done(check.Outcome == DriftOutcome.Unknown ? "The database could not be checked." : "The database was checked.", "/Database/Index");
    }
}
