using AgentBrain.Application.Accounts;
using AgentBrain.Web.Common;
using Microsoft.AspNetCore.Authorization;

namespace AgentBrain.Web.Controllers.Common;

/// <summary>Opens calls to API keys and signed-in accounts with a permission.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PermitApiAttribute : AuthorizeAttribute
{
    public PermitApiAttribute(Permission permission)
        : base(permission.ToString()) => AuthenticationSchemes = WorkspaceAuthentication.ApiScheme;
}
