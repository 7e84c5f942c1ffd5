using AgentBrain.Application.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace AgentBrain.Web.Common;

/// <summary>Takes the forms of a page from accounts with a permission alone, where more people may read the page. An empty form, too, is not theirs to send.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PermitFormsAttribute(Permission permission) : Attribute, IAuthorizationFilter
{
    public Permission Permission { get; } = permission;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (!HttpMethods.IsGet(context.HttpContext.Request.Method) && !HttpMethods.IsHead(context.HttpContext.Request.Method)
            && !Permissions.RolesWith(Permission).Any(context.HttpContext.User.IsInRole))
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
    }
}
