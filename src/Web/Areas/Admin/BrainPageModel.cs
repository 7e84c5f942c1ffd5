using System.Security.Claims;
using AgentBrain.Application.Accounts;
using AgentBrain.Web.Areas.Admin.Common;
using MediatR;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>A page about the working copy: open to all who may read the brain, with buttons for those who may change it.</summary>
public abstract class BrainPageModel(IMediator mediator) : WorkspacePageModel(mediator)
{
    /// <summary>Whether the account may change the working copy.</summary>
    public bool MayEdit => May(Permission.EditBrain);

    /// <summary>Whether the account may read interviews, so that a link to them is worth having.</summary>
    public bool MayReadInterviews => May(Permission.ReadInterviews);

    private bool May(Permission permission) => User.FindAll(ClaimTypes.Role).Any(role => Permissions.Has(role.Value, permission));
}
