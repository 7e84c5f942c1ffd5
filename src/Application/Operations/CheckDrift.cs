using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Operations;
using MediatR;

namespace AgentBrain.Application.Operations;

/// <summary>Compares the database with what its applied migrations build, and keeps what came of it.</summary>
[RequiresPermission(Permission.OperateDatabase)]
public sealed record CheckDrift : IRequest<DriftCheck>;

internal sealed class CheckDriftHandler(DriftChecks checks) : IRequestHandler<CheckDrift, DriftCheck>
{
    public Task<DriftCheck> Handle(CheckDrift request, CancellationToken cancellationToken) => checks.CheckAsync(cancellationToken);
}
