using System.Text.Json.Nodes;
using AgentBrain.Application.Accounts;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Audit;

/// <summary>The entries that pass the filters in the address, as a file: CSV, or JSON with <c>format=json</c>.</summary>
[Permit(Permission.ReadAudit)]
public sealed class ExportModel(IMediator mediator) : AuditPageModel(mediator)
{
    private const string Name = "audit-log";
    private const string Json = "json";
    private static readonly string[] Header = ["id", "at", "actor", "account_id", "action", "subject", "before", "after"];

    [FromQuery(Name = "format")]
    public string? Format { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var export = await AskAsync(new ExportAudit { Filter = Filter }, cancellationToken);
        // The list says what is wrong with the same address.
        if (export is null)
            return RedirectToPage("/Audit/Index", Filters);
        return Format == Json ? new JsonFile($"{Name}.json", export.Rows.Select(Document)) : new CsvFile($"{Name}.csv", Header, export.Rows.Select(Line));
    }

    private static string[] Line(AuditRow row) =>
    [
        row.Id.ToString(),
        Written.Iso(row.At),
        row.Actor,
        row.AccountId?.ToString() ?? "",
        row.Action,
        row.Subject ?? "",
        row.Before ?? "",
        row.After ?? "",
    ];

    private static JsonObject Document(AuditRow row) => new()
    {
        ["id"] = row.Id,
        ["at"] = Written.Iso(row.At),
        ["actor"] = row.Actor,
        ["account_id"] = row.AccountId,
        ["action"] = row.Action,
        ["subject"] = row.Subject,
        ["before"] = row.Before is null ? null : JsonNode.Parse(row.Before),
        ["after"] = row.After is null ? null : JsonNode.Parse(row.After),
    };
}
