using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Operations;
using MediatR;

namespace AgentBrain.Application.Operations;

/// <summary>How the database is, and what the newest check for drift says.</summary>
[RequiresPermission(Permission.OperateDatabase)]
public sealed record GetDatabaseHealth : IRequest<DatabaseHealth>;

/// <summary>How the database is.</summary>
/// <param name="State">What it says of itself.</param>
/// <param name="Drift">The newest check; null when there is none.</param>
/// <param name="IsOutdated">Whether that check says nothing of how the database is now.</param>
public sealed record DatabaseHealth(DatabaseState State, DriftCheck? Drift, bool IsOutdated);

internal sealed class GetDatabaseHealthHandler(IDatabaseInspection inspection, DriftChecks checks) : IRequestHandler<GetDatabaseHealth, DatabaseHealth>
{
    public async Task<DatabaseHealth> Handle(GetDatabaseHealth request, CancellationToken cancellationToken)
    {
        var state = await inspection.ReadAsync(cancellationToken);
        // The table of the checks comes with a migration, too.
        var newest = state.Pending.Count == 0 ? await checks.NewestAsync(cancellationToken) : null;
        return new DatabaseHealth(state, newest, newest is not null && checks.IsDue(newest, state));
    }
}
