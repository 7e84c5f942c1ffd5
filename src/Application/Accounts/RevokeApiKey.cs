using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Accounts;

/// <summary>Ends an API key.</summary>
/// <param name="Id">The key.</param>
[RequiresPermission(Permission.ManageAccounts)]
public sealed record RevokeApiKey(Guid Id) : IRequest<bool>;

internal sealed class RevokeApiKeyHandler(IApplicationDbContext db, AuditTrail audit, TimeProvider time) : IRequestHandler<RevokeApiKey, bool>
{
    /// <returns>Whether it worked until now.</returns>
    /// <exception cref="NotFoundException">There is no such key.</exception>
    public Task<bool> Handle(RevokeApiKey request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var key = await db.ApiKeys.SingleOrDefaultAsync(key => key.Id == request.Id, cancellationToken) ?? throw new NotFoundException();
        if (!key.Revoke(time.GetUtcNow()))
            return false;
        audit.Add("api_key.revoked", key.Name, before: new { key.Id, key.Role, key.Ending });
        await db.SaveChangesAsync(cancellationToken);
        return true;
    });
}
