using Microsoft.AspNetCore.DataProtection;

namespace AgentBrain.Web.Common;

/// <summary>
/// Remembers for a few minutes whose password was right in this browser while the code is still missing. The cookie opens nothing; it is only
/// whom the next code is of.
/// </summary>
public sealed class SecondStep(IHttpContextAccessor accessor, IDataProtectionProvider protection, IHostEnvironment environment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("AgentBrain.SecondStep").ToTimeLimitedDataProtector();

    /// <summary>Whose password was right; null when nobody's was or it is too long ago.</summary>
    public Guid? AccountId
    {
        get
        {
            if (Context.Request.Cookies[CookieName] is not { } cookie)
                return null;
            try
            {
                return Guid.Parse(_protector.Unprotect(cookie));
            }
            catch (System.Security.Cryptography.CryptographicException)
            {
                return null;
            }
        }
    }

    // Browsers accept the prefix only with Secure, which plain http in development cannot have.
    private string CookieName => environment.IsDevelopment() ? "agentbrain.second-step" : "__Host-agentbrain.second-step";

    private HttpContext Context => accessor.HttpContext!;

    public void Begin(Guid accountId) => Context.Response.Cookies.Append(CookieName, _protector.Protect(accountId.ToString(), Patience), Options());

    public void End() => Context.Response.Cookies.Delete(CookieName, Options());

    private CookieOptions Options() => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Strict,
        Secure = !environment.IsDevelopment() || Context.Request.IsHttps,
        Path = "/",
    };
}
