using System.Security.Claims;
using AgentBrain.Application.Accounts;

namespace AgentBrain.Web.Common;

/// <summary>The account behind the present request, from the claims that signing in gave it.</summary>
public sealed class SignedInAccount(IHttpContextAccessor accessor) : ICurrentAccount
{
    public Guid? Id => Guid.TryParse(User?.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    public Guid? SessionId => Guid.TryParse(User?.FindFirstValue(WorkspaceAuthentication.SessionClaim), out var id) ? id : null;

    public string? Name => User?.Identity?.Name;

    public IReadOnlyCollection<string> Roles => User is null ? [] : [.. User.FindAll(ClaimTypes.Role).Select(claim => claim.Value)];

    private ClaimsPrincipal? User => accessor.HttpContext?.User is { Identity.IsAuthenticated: true } user ? user : null;
}
