using AgentBrain.Domain.Accounts;

namespace AgentBrain.Application.Accounts;

/// <summary>What signed-in people may do. The one place that says which role may do what is <see cref="Permissions"/>.</summary>
public enum Permission
{
    /// <summary>Use the workspace at all: one's own account, the start page.</summary>
    UseWorkspace,

    /// <summary>Read the brain, its history and its check, and try it.</summary>
    ReadBrain,

    /// <summary>Change the working copy, import, publish and restore.</summary>
    EditBrain,

    /// <summary>Read the dashboard and the feedback.</summary>
    ReadStatistics,

    /// <summary>Read interviews.</summary>
    ReadInterviews,

    /// <summary>See how respondents can be reached.</summary>
    SeeContactDetails,

    /// <summary>Make links by which respondents go on with their interviews.</summary>
    GiveResumeLinks,

    /// <summary>Delete interviews and feedback.</summary>
    DeleteInterviews,

    /// <summary>Manage accounts, invitations and API keys.</summary>
    ManageAccounts,

    /// <summary>Read the audit log.</summary>
    ReadAudit,

    /// <summary>See how the database is, and have it checked.</summary>
    OperateDatabase,

    /// <summary>See what goes out – mail, webhooks, jobs – connect it, and have it tried again.</summary>
    ManageOutgoing,

    /// <summary>Manage consent and retention, hand out what is stored about a respondent, and erase it.</summary>
    ManagePrivacy,
}

/// <summary>Which role may do what.</summary>
public static class Permissions
{
    private static readonly Dictionary<string, Permission[]> ByRole = new()
    {
        [Roles.Administrator] = Enum.GetValues<Permission>(),
        [Roles.Author] = [Permission.UseWorkspace, Permission.ReadBrain, Permission.EditBrain, Permission.ReadStatistics],
        [Roles.Reviewer] = [Permission.UseWorkspace, Permission.ReadBrain, Permission.ReadStatistics, Permission.ReadInterviews, Permission.SeeContactDetails],
        [Roles.Analyst] = [Permission.UseWorkspace, Permission.ReadBrain, Permission.ReadStatistics, Permission.ReadInterviews],
    };

    /// <summary>Whether somebody in <paramref name="role"/> has <paramref name="permission"/>; an unknown role has none.</summary>
    public static bool Has(string role, Permission permission) => ByRole.TryGetValue(role, out var held) && held.Contains(permission);

    /// <summary>The roles that have <paramref name="permission"/>.</summary>
    public static IEnumerable<string> RolesWith(Permission permission) => Roles.All.Where(role => Has(role, permission));
}
