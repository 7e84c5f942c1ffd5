using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using MediatR;

namespace AgentBrain.Application.Privacy;

/// <summary>Erases again what had been erased and came back with a backup. Repeatable.</summary>
/// <param name="SessionIds">Ids of the interviews.</param>
[RequiresPermission(Permission.ManagePrivacy)]
public sealed record RepeatErasures(IReadOnlyList<Guid> SessionIds) : IRequest<int>;

/// <summary>Handles <see cref="RepeatErasures"/>.</summary>
public sealed class RepeatErasuresHandler(InterviewEraser eraser) : IRequestHandler<RepeatErasures, int>
{
    /// <inheritdoc/>
    /// <returns>Number of interviews that were there and are erased.</returns>
    public async Task<int> Handle(RepeatErasures request, CancellationToken cancellationToken)
    {
        var erased = 0;
        foreach (var id in request.SessionIds.Distinct())
        {
            try
            {
                await eraser.EraseAsync(id, ErasureCause.Restored, null, cancellationToken);
                erased++;
            }
            catch (Exception exception) when (exception is NotFoundException or ErasedException)
            {
                // It is not there.
            }
        }
        return erased;
    }
}
