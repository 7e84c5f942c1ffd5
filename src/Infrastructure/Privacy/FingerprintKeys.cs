using System.Security.Cryptography;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Infrastructure.Privacy;

/// <summary>
/// The keys under which e-mail addresses are hashed. The first is made with the first address; another one only when none of those that there are can be opened,
/// because the data protection keys were lost. What was hashed before is found again when those come back.
/// </summary>
internal sealed class FingerprintKeys(IServiceScopeFactory scopes, IDataProtectionProvider protection, TimeProvider time)
{
    private const string Purpose = "AgentBrain.Contact.Fingerprint.v1";
    private const int KeyLength = 32;

    /// <summary>The keys that can be opened, the newest first.</summary>
    /// <param name="makeOne">Whether one is made where there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<byte[]>> ReadAsync(bool makeOne, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>();
        while (true)
        {
            var rows = await db.FingerprintKeys.AsNoTracking().OrderByDescending(row => row.Id).Select(row => new { row.Id, row.Sealed }).ToListAsync(cancellationToken);
            var keys = rows.Select(row => Open(row.Sealed)).OfType<byte[]>().ToList();
            if (keys.Count > 0 || !makeOne)
                return keys;
            // Of several nodes that get here at once one is first, and all of them read what it made.
            var id = rows.Select(row => row.Id).FirstOrDefault() + 1;
            var text = Convert.ToBase64String(Protector.Protect(RandomNumberGenerator.GetBytes(KeyLength)));
            var now = time.GetUtcNow().UtcDateTime;
            await db.Database.ExecuteSqlAsync($"INSERT INTO contact_fingerprint_keys (id, sealed, created_at) VALUES ({id}, {text}, {now}) ON CONFLICT (id) DO NOTHING", cancellationToken);
        }
    }

    private IDataProtector Protector => protection.CreateProtector(Purpose);

    private byte[]? Open(string text)
    {
        try
        {
            return ((IPersistedDataProtector)Protector).DangerousUnprotect(Convert.FromBase64String(text), ignoreRevocationErrors: true, out _, out _);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
