using System.Security.Claims;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Accounts;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AgentBrain.Infrastructure.Identity;

/// <summary>
/// Keeps signed-in sessions in the database, so that they end for every node the moment their row is gone. The browser's cookie holds a key; who
/// it stands for and what they may do is read from the account at every request, so that nothing a cookie says can be out of date.
/// </summary>
public sealed class WorkspaceSessions(IServiceScopeFactory scopes, TimeProvider time) : ITicketStore
{
    /// <summary>Name of the authentication scheme.</summary>
    public const string Scheme = "Workspace";

    /// <summary>Claim with the id of the session.</summary>
    public const string SessionClaim = "session";

    /// <summary>Claim with the account's stamp when its password was judged, which a session begins with.</summary>
    public const string StampClaim = "stamp";

    private static readonly TimeSpan UseIsNoted = TimeSpan.FromMinutes(1);

    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, null);

    public Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken) =>
        StoreAsync(ticket, httpContext.Request.Headers.UserAgent.ToString());

    private async Task<string> StoreAsync(AuthenticationTicket ticket, string? browser)
    {
        var key = SecretToken.Create();
        var accountId = Guid.Parse(ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier)!);
        var stamp = ticket.Principal.FindFirstValue(StampClaim)!;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>();
        var now = time.GetUtcNow();
        await db.AccountSessions.Where(session => session.ExpiresAt <= now).ExecuteDeleteAsync();
        db.AccountSessions.Add(AccountSession.Begin(key.Hash, accountId, stamp, string.IsNullOrWhiteSpace(browser) ? null : browser, now));
        await db.SaveChangesAsync();
        return key.Reveal();
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        if (SecretToken.Parse(key)?.Hash is not { } hash)
            return null;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>();
        var now = time.GetUtcNow();
        var found = await (
            from session in db.AccountSessions
            join account in db.Accounts on session.AccountId equals account.Id
            where session.KeyHash == hash && session.ExpiresAt > now && account.DisabledAt == null && session.AccountStamp == account.SecurityStamp
            select new { session.Id, session.CreatedAt, session.LastUsedAt, session.ExpiresAt, AccountId = account.Id, account.Email, account.Roles }).SingleOrDefaultAsync();
        if (found is null)
            return null;

        var expires = found.ExpiresAt;
        if (now - found.LastUsedAt >= UseIsNoted)
        {
            expires = AccountSession.ExpiryAfterUse(found.CreatedAt, now);
            await db.AccountSessions.Where(session => session.Id == found.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.LastUsedAt, now).SetProperty(session => session.ExpiresAt, expires));
        }

        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, found.AccountId.ToString()),
                new Claim(ClaimTypes.Name, found.Email!),
                new Claim(SessionClaim, found.Id.ToString()),
                .. found.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
            ],
            Scheme);
        return new AuthenticationTicket(
            new ClaimsPrincipal(identity),
            new AuthenticationProperties { IssuedUtc = found.CreatedAt, ExpiresUtc = expires },
            Scheme);
    }

    // Using a session makes it last longer, and nothing else does.
    public Task RenewAsync(string key, AuthenticationTicket ticket) => Task.CompletedTask;

    public async Task RemoveAsync(string key)
    {
        if (SecretToken.Parse(key)?.Hash is not { } hash)
            return;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AgentBrainDbContext>().AccountSessions.Where(session => session.KeyHash == hash).ExecuteDeleteAsync();
    }
}
