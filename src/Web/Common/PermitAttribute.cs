using AgentBrain.Application.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace AgentBrain.Web.Common;

/// <summary>Opens a page of the workspace to accounts with a permission.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PermitAttribute(Permission permission) : AuthorizeAttribute(permission.ToString());
