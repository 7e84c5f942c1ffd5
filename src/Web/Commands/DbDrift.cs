using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentBrain.Infrastructure.Persistence.Schema;
using AgentBrain.Web.Common;

namespace AgentBrain.Web.Commands;

/// <summary><c>db drift</c>: the database beside what its applied migrations build.</summary>
internal static class DbDrift
{
    /// <summary>The database is not what its applied migrations build.</summary>
    public const int DriftFound = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static Command Command(CommandConsole console)
    {
        var json = new Option<bool>("--json") { Description = "Write the outcome as JSON." };
        var sql = new Option<bool>("--sql") { Description = "Write the statements that would reconcile the differences. What would take something away is a comment." };
        var command = new Command(
            "drift",
            "Compares the database with what its applied migrations build, and changes nothing. Ends with 0 when they are the same, with 2 when they differ, with 1 when it cannot be told.")
        {
            json,
            sql,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(sql))
                parsed.AddError("--json and --sql exclude each other.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var report = await CommandHost.WithDatabaseAsync(
                console, (services, token) => services.GetRequiredService<DatabaseDrift>().CheckAsync(cancellationToken: token), cancellationToken);
            if (parsed.GetValue(json))
                await console.Output.WriteLineAsync(JsonSerializer.Serialize(Shape(report), Json));
            else if (parsed.GetValue(sql))
                await console.Output.WriteAsync(SchemaScript.Write(report.Differences));
            else if (report.IsCompared)
                await WriteAsync(report, console.Output);
            if (!report.IsCompared)
                throw new CommandFailedException(report.Sentence);
            return report.State == DriftState.Same ? 0 : DriftFound;
        });
        return command;
    }

    private static async Task WriteAsync(DriftReport report, TextWriter output)
    {
        await output.WriteLineAsync(report.Sentence);
        foreach (var difference in report.Differences)
            await output.WriteLineAsync($"- {difference.Sentence}");
        if (report.Differences.Count > 0)
            await output.WriteLineAsync("The statements that would reconcile them: db drift --sql");
        if (report.Pending.Count > 0)
            await output.WriteLineAsync($"Pending: {Written.Count(report.Pending.Count, "migration", "migrations")}, the first of them {report.Pending[0]}.");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{report.Objects} objects, {report.Elapsed.TotalSeconds:0.00} s."));
    }

    private static object Shape(DriftReport report) => new
    {
        report.State,
        report.Sentence,
        report.Yardstick,
        report.Applied,
        report.Pending,
        report.Objects,
        ElapsedMs = (int)report.Elapsed.TotalMilliseconds,
        Differences = report.Differences.Select(each => new
        {
            each.Kind,
            Object = each.Subject,
            each.Sentence,
            Expected = each.Expected?.Facts,
            Actual = each.Actual?.Facts,
            Statements = each.Statements.Select(statement => new { statement.Sql, statement.Caution, statement.NeedsDecision }),
        }),
    };
}
