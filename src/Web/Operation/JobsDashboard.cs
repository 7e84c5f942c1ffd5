using AgentBrain.Application.Accounts;
using AgentBrain.Web.Common;
using Hangfire;

namespace AgentBrain.Web.Operation;

/// <summary>The dashboard of background jobs, as its library brings it, for those who manage what goes out.</summary>
internal static class JobsDashboard
{
    /// <summary>Where it is.</summary>
    public const string Address = "/admin/jobs";

    public static void Map(IEndpointRouteBuilder app) => app
        .MapHangfireDashboardWithAuthorizationPolicy(
            Permission.ManageOutgoing.ToString(),
            Address,
            new DashboardOptions
            {
                AppPath = WorkspaceAuthentication.Root.Value,
                DashboardTitle = "Jobs · Agent Brain",
                DisplayStorageConnectionString = false,
                // What is to be done stands in the rows of the work. It is sent again on their pages, where the audit log sees who did it.
                IsReadOnlyFunc = _ => true,
            })
        // It reads its figures by POST.
        .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Post]));
}
