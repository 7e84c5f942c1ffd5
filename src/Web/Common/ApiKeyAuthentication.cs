using System.Security.Claims;
using System.Text.Encodings.Web;
using AgentBrain.Infrastructure.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace AgentBrain.Web.Common;

/// <summary>
/// Who brings an API key in the header <c>X-Admin-Key</c>. Endpoints for programs name this scheme; pages do not, so that a key opens none.
/// A key has no account: the audit log knows it as <c>key</c> and its name.
/// </summary>
public sealed class ApiKeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the authentication scheme.</summary>
    public const string SchemeName = "ApiKey";

    public const string Header = "X-Admin-Key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var brought = Request.Headers[Header];
        if (brought.Count == 0)
            return AuthenticateResult.NoResult();
        if (brought is not [{ } text] || await keys.FindAsync(text, Context.RequestAborted) is not { } key)
            return AuthenticateResult.Fail("The API key is unknown or was revoked.");
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, $"key {key.Name}"), new Claim(ClaimTypes.Role, key.Role)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    // Whoever brings a key that is none is told so; 401 is for those who bring none.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
