using System.Globalization;
using System.Text.Json.Nodes;
using AgentBrain.Application.Accounts;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>Entries of the audit log in words.</summary>
public static class AuditWords
{
    // What a change of order is called where a field has its name.
    private const string Order = "order";

    /// <summary>What an entry is about.</summary>
    public static string Kind(string kind) => kind switch
    {
        "api_key" => "API key",
        "modes" => "Interview mode",
        "audit" => "Audit log",
        _ => char.ToUpperInvariant(kind[0]) + kind[1..].Replace('_', ' '),
    };

    /// <summary>What was done: "Slot changed", "API key revoked".</summary>
    public static string Action(AuditRow row) =>
        row.Action.Length > row.Kind.Length ? $"{Kind(row.Kind)} {row.Action[(row.Kind.Length + 1)..].Replace('_', ' ')}" : Kind(row.Kind);

    /// <summary>What was done to whom or what, to be told from others.</summary>
    public static string Name(AuditRow row) => row.Subject is null ? Action(row) : $"{Action(row)}: {row.Subject}";

    /// <summary>What says something else since, member by member.</summary>
    public static IReadOnlyList<ItemDifference> Differences(AuditRow row) =>
    [
        .. ItemComparison.OfNodes(Node(row.Before), Node(row.After)).Select(difference => difference with
        {
            Theirs = Readable(difference.Theirs),
            Yours = Readable(difference.Yours),
        }),
    ];

    /// <summary>Where what an entry is about is shown.</summary>
    public static string Address(AuditSubject subject) => subject switch
    {
        { Item: { } item } => BrainLinks.To(item),
        { Interview: { } id } => $"/admin/interviews/{id}",
        { Account: { } id } => $"/admin/accounts/{id}",
        { Revision: not null } => "/admin/brain/history",
        { Webhook: { } id } => $"/admin/webhooks/{id}",
        _ => "/admin/keys",
    };

    // A moment as JSON has it, as people read it.
    private static string? Readable(string? text) =>
        DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : text;

    private static JsonObject Node(string? json) => JsonNode.Parse(json ?? "null") switch
    {
        JsonObject members => members,
        null => [],
        var list => new JsonObject { [Order] = list },
    };
}
