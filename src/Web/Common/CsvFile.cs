using CsvHelper;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Common;

/// <summary>
/// Rows as a CSV file, written while they are read. Texts that a spreadsheet would take for a formula get an apostrophe in front.
/// </summary>
public sealed class CsvFile(string fileName, IEnumerable<string> header, IAsyncEnumerable<string[]> rows) : IActionResult
{
    // Spreadsheets take UTF-8 for something else without its mark.
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { WriteByteOrderMark = true, Injection = CsvInjection.Escape };

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        var aborted = context.HttpContext.RequestAborted;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        await using var csv = CsvWriter.Create(response.Body, Options, leaveOpen: true);
        await csv.WriteRecordAsync([.. header], aborted);
        await foreach (var row in rows.WithCancellation(aborted))
            await csv.WriteRecordAsync(row, aborted);
    }
}
