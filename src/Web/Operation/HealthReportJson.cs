using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AgentBrain.Web.Operation;

/// <summary>Writes what health checks found as JSON: each check by name, with its state and a sentence.</summary>
internal static class HealthReportJson
{
    public static async Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("status", Word(report.Status));
        json.WriteStartArray("checks");
        foreach (var (name, entry) in report.Entries)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("status", Word(entry.Status));
            json.WriteString("text", Sentence(entry));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // What an exception says is for the log: it may name hosts and accounts.
    private static string Sentence(HealthReportEntry entry) =>
        entry.Description is { } description && description != entry.Exception?.Message ? description : "The check failed; the log says why.";

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();
}
