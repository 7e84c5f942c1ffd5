using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>All API keys, those that were revoked among them, the latest first.</summary>
[RequiresPermission(Permission.ManageAccounts)]
public sealed record ListApiKeys : IRequest<IReadOnlyList<ApiKeyDetails>>;

/// <summary>An API key as the workspace shows it.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Role">Its role.</param>
/// <param name="Ending">Its last characters.</param>
/// <param name="CreatedBy">Who created it.</param>
/// <param name="CreatedAt">When (UTC).</param>
/// <param name="LastUsedAt">When it was last used (UTC), to the minute; null when it never was.</param>
/// <param name="RevokedAt">When it stopped working (UTC); null while it works.</param>
public sealed record ApiKeyDetails(
    Guid Id, string Name, string Role, string Ending, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

internal sealed class ListApiKeysHandler(IApplicationDbContext db) : IRequestHandler<ListApiKeys, IReadOnlyList<ApiKeyDetails>>
{
    public async Task<IReadOnlyList<ApiKeyDetails>> Handle(ListApiKeys request, CancellationToken cancellationToken) => await db.ApiKeys
        .OrderByDescending(key => key.CreatedAt)
        .Select(key => new ApiKeyDetails(key.Id, key.Name, key.Role, key.Ending, key.CreatedBy, key.CreatedAt, key.LastUsedAt, key.RevokedAt))
        .ToListAsync(cancellationToken);
}
