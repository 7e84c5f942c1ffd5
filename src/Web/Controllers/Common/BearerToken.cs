using System.Net.Http.Headers;
using AgentBrain.Application.Common;

namespace AgentBrain.Web.Controllers.Common;

/// <summary>The session's token as programs bring it: <c>Authorization: Bearer</c>. One that is none, or opens nothing, counts as not brought.</summary>
public sealed class BearerToken(IHttpContextAccessor accessor) : ICurrentRespondent
{
    private SecretToken? _issued;

    public SecretToken? Token => _issued ?? (
        AuthenticationHeaderValue.TryParse(accessor.HttpContext?.Request.Headers.Authorization, out var header) && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? SecretToken.Parse(header.Parameter)
            : null);

    public bool IsProgram => true;

    /// <summary>The token that <see cref="Issue"/> has made, as its holder is to send it; null before that.</summary>
    public string? Issued => _issued?.Reveal();

    /// <summary>A new token for an interview that begins with this request.</summary>
    public SecretToken Issue() => _issued = SecretToken.Create();
}
