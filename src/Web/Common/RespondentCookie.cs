using AgentBrain.Application.Common;

namespace AgentBrain.Web.Common;

/// <summary>Keeps the respondent's token in a cookie that no script can read and no other site's form can send.</summary>
public sealed class RespondentCookie(IHttpContextAccessor accessor, IHostEnvironment environment) : ICurrentRespondent
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);
    private SecretToken? _issued;

    // Browsers accept the prefix only with Secure, which plain http in development cannot have.
    private string Name => environment.IsDevelopment() ? "agentbrain.respondent" : "__Host-agentbrain.respondent";

    public SecretToken? Token => _issued ?? SecretToken.Parse(accessor.HttpContext?.Request.Cookies[Name]);

    public bool IsProgram => false;

    /// <summary>The respondent's token, a new one where there was none; renews the cookie.</summary>
    public SecretToken Issue()
    {
        _issued = Token ?? SecretToken.Create();
        accessor.HttpContext!.Response.Cookies.Append(Name, _issued.Reveal(), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = Lifetime,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = !environment.IsDevelopment(),
        });
        return _issued;
    }
}
