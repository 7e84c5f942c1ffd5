using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Infrastructure.Identity;

/// <summary>Recognises API keys, and notes that they are used.</summary>
public sealed class ApiKeys(AgentBrainDbContext db, TimeProvider time)
{
    private static readonly TimeSpan UseIsNoted = TimeSpan.FromMinutes(1);

    /// <summary>The key that <paramref name="text"/> is; null when it is none or was revoked.</summary>
    public async Task<ApiKey?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (!text.StartsWith(ApiKey.Prefix, StringComparison.Ordinal) || SecretToken.Parse(text[ApiKey.Prefix.Length..])?.Hash is not { } hash)
            return null;
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(key => key.KeyHash == hash && key.RevokedAt == null, cancellationToken);
        var now = time.GetUtcNow();
        if (key is not null && (key.LastUsedAt is not { } used || now - used >= UseIsNoted))
            await db.ApiKeys.Where(other => other.Id == key.Id).ExecuteUpdateAsync(set => set.SetProperty(other => other.LastUsedAt, now), cancellationToken);
        return key;
    }
}
