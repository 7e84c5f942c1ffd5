using AgentBrain.Application.Accounts;
using MediatR;

namespace AgentBrain.Application.Privacy;

/// <summary>Removes what has been kept long enough, now.</summary>
[RequiresPermission(Permission.ManagePrivacy)]
public sealed record ApplyRetention : IRequest<RetentionOutcome>;

/// <summary>What was removed.</summary>
/// <param name="Removed">How much.</param>
/// <param name="Left">How much could not be removed; the log says of which interviews.</param>
public sealed record RetentionOutcome(int Removed, int Left);

/// <summary>Handles <see cref="ApplyRetention"/>.</summary>
public sealed class ApplyRetentionHandler(Retention retention) : IRequestHandler<ApplyRetention, RetentionOutcome>
{
    /// <inheritdoc/>
    public async Task<RetentionOutcome> Handle(ApplyRetention request, CancellationToken cancellationToken)
    {
        var (removed, left) = await retention.ApplyAsync(cancellationToken);
        return new RetentionOutcome(removed, left);
    }
}
