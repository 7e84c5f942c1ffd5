using System.Net.Http.Headers;
using AgentBrain.Application.Common;

namespace AgentBrain.Web.Controllers.Common;

/// <summary>The session's token as programs bring it: <c>Authorization: Bearer</c>. One that is none, or opens nothing, counts as not brought.</summary>
public sealed class BearerToken(IHttpContextAccessor accessor) : ICurrentRespondent
{
    public SecretToken? Token =>
        AuthenticationHeaderValue.TryParse(accessor.HttpContext?.Request.Headers.Authorization, out var header) && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? SecretToken.Parse(header.Parameter)
            : null;

    public bool IsProgram => true;
}
