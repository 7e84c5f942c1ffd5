using System.Text.Json;
using AgentBrain.Application.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace AgentBrain.Web.Common;

/// <summary>
/// Remembers for a few minutes whose password was right in this browser while the code is still missing. The cookie opens nothing; it is only
/// whom the next code is of, and nothing any more once the account has another password.
/// </summary>
public sealed class SecondStep(IHttpContextAccessor accessor, IDataProtectionProvider protection, IHostEnvironment environment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("AgentBrain.SecondStep").ToTimeLimitedDataProtector();

    /// <summary>Whose password was right; null when nobody's was or it is too long ago.</summary>
    public JudgedAccount? Account
    {
        get
        {
            if (Context.Request.Cookies[CookieName] is not { } cookie)
                return null;
            try
            {
                return JsonSerializer.Deserialize<JudgedAccount>(_protector.Unprotect(cookie));
            }
            catch (Exception exception) when (exception is System.Security.Cryptography.CryptographicException or JsonException)
            {
                return null;
            }
        }
    }

    // Browsers accept the prefix only with Secure, which plain http in development cannot have.
    private string CookieName => environment.IsDevelopment() ? "agentbrain.second-step" : "__Host-agentbrain.second-step";

    private HttpContext Context => accessor.HttpContext!;

    public void Begin(JudgedAccount account) =>
        Context.Response.Cookies.Append(CookieName, _protector.Protect(JsonSerializer.Serialize(account), Patience), Options());

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
