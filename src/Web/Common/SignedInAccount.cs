using System.Security.Claims;
using AgentBrain.Application.Accounts;
using AgentBrain.Infrastructure.Identity;

namespace AgentBrain.Web.Common;

/// <summary>Whoever makes the present request: an account, as it stands at this request, or an API key, which has a name and a role alone.</summary>
public sealed class SignedInAccount(IHttpContextAccessor accessor) : ICurrentAccount
{
    public Guid? Id => Guid.TryParse(User?.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    public Guid? SessionId => Guid.TryParse(User?.FindFirstValue(WorkspaceSessions.SessionClaim), out var id) ? id : null;

    public string? Name => User?.Identity?.Name;

    public IReadOnlyCollection<string> Roles => User is null ? [] : [.. User.FindAll(ClaimTypes.Role).Select(claim => claim.Value)];

    private ClaimsPrincipal? User => accessor.HttpContext?.User is { Identity.IsAuthenticated: true } user ? user : null;
}
