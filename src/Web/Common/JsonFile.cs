using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Common;

/// <summary>Objects as a JSON file with one array, written while they are read.</summary>
public sealed class JsonFile(string fileName, IAsyncEnumerable<JsonObject> items) : IActionResult
{
    // The file stands on its own, in no page: letters of all languages may stay as they are.
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        await JsonSerializer.SerializeAsync(response.Body, items, Options, context.HttpContext.RequestAborted);
    }
}
