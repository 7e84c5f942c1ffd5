using AgentBrain.Application.Accounts;

namespace AgentBrain.Web.Areas.Admin.Common;

/// <summary>An entry of the workspace's navigation.</summary>
/// <param name="Group">Heading above it; empty for the first group.</param>
/// <param name="Words">What it says.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="Permission">Who sees it.</param>
public sealed record NavigationEntry(string Group, string Words, string Address, Permission Permission)
{
    /// <summary>All entries in their order.</summary>
    public static IReadOnlyList<NavigationEntry> All { get; } =
    [
        new("", "Dashboard", "/admin", Permission.ReadStatistics),
        new("", "Interviews", "/admin/interviews", Permission.ReadInterviews),
        new("", "Feedback", "/admin/feedback", Permission.ReadStatistics),
        new("Brain", "Overview", "/admin/brain", Permission.ReadBrain),
        new("Brain", "Slots", "/admin/brain/slots", Permission.ReadBrain),
        new("Brain", "Questions", "/admin/brain/questions", Permission.ReadBrain),
        new("Brain", "Risk rules", "/admin/brain/risk-rules", Permission.ReadBrain),
        new("Brain", "Skip rules", "/admin/brain/skip-rules", Permission.ReadBrain),
        new("Brain", "Scoring", "/admin/brain/scoring", Permission.ReadBrain),
        new("Brain", "Interview modes", "/admin/brain/modes", Permission.ReadBrain),
        new("Brain", "Report", "/admin/brain/report", Permission.ReadBrain),
        new("Brain", "Check", "/admin/brain/check", Permission.ReadBrain),
        new("Brain", "Try it", "/admin/brain/try", Permission.ReadBrain),
        new("Brain", "Publish", "/admin/brain/publish", Permission.EditBrain),
        new("Brain", "History", "/admin/brain/history", Permission.ReadBrain),
        new("Brain", "Import and export", "/admin/brain/import", Permission.ReadBrain),
        new("Administration", "Accounts", "/admin/accounts", Permission.ManageAccounts),
        new("Administration", "API keys", "/admin/keys", Permission.ManageAccounts),
        new("Administration", "Personal data", "/admin/privacy", Permission.ManagePrivacy),
        new("Administration", "Consent", "/admin/consent", Permission.ManagePrivacy),
        new("Administration", "Audit log", "/admin/audit", Permission.ReadAudit),
        new("Administration", "Database", "/admin/database", Permission.OperateDatabase),
        new("Administration", "Outbox", "/admin/mail", Permission.ManageOutgoing),
        new("Administration", "Webhooks", "/admin/webhooks", Permission.ManageOutgoing),
        new("Administration", "Jobs", "/admin/jobs", Permission.ManageOutgoing),
        new("Administration", "Your account", "/admin/account", Permission.UseWorkspace),
    ];

    /// <summary>The entry of the page at an address: the one whose address is the longest beginning of it.</summary>
    public static NavigationEntry? Of(PathString path) => All
        .Where(entry => path == entry.Address || (entry.Address != "/admin" && path.StartsWithSegments(entry.Address)))
        .MaxBy(entry => entry.Address.Length);
}
