using AgentBrain.Application.Accounts;
using AgentBrain.Web.Common;
using Hangfire;

namespace AgentBrain.Web.Operation;

/// <summary>The dashboard of background jobs, as its library brings it, for those who manage what goes out.</summary>
internal static class JobsDashboard
{
    /// <summary>Where it is.</summary>
    public static readonly string Address = $"{WorkspaceAuthentication.Root}/jobs";

    public static void Map(IEndpointRouteBuilder app) => app.MapHangfireDashboardWithAuthorizationPolicy(
        Address,
        Permission.ManageOutgoing.ToString(),
        new DashboardOptions
        {
            AppPath = WorkspaceAuthentication.Root,
            DashboardTitle = "Jobs · Agent Brain",
            DisplayStorageConnectionString = false,
        });
}
