using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>Which interviews were erased, the oldest first: to be kept apart from backups, so that they can be erased again after one is restored.</summary>
[RequiresPermission(Permission.ManagePrivacy)]
public sealed record ListErasures : IRequest<IReadOnlyList<PastErasure>>;

/// <summary>Handles <see cref="ListErasures"/>.</summary>
public sealed class ListErasuresHandler(IApplicationDbContext db) : IRequestHandler<ListErasures, IReadOnlyList<PastErasure>>
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<PastErasure>> Handle(ListErasures request, CancellationToken cancellationToken) =>
        [.. (await db.ErasedInterviews.AsNoTracking().OrderBy(erased => erased.ErasedAt).ThenBy(erased => erased.SessionId).ToListAsync(cancellationToken))
            .Select(erased => new PastErasure(erased.SessionId, SessionReference.Of(erased.SessionId), erased.ErasedAt))];
}
