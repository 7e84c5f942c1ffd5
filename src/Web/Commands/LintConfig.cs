using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using AgentBrain.Web.Common;

namespace AgentBrain.Web.Commands;

/// <summary><c>config lint</c>: the check of the workspace for a brain in a file.</summary>
internal static class LintConfig
{
    /// <summary>The file can be read, and what it says cannot be published.</summary>
    public const int ErrorsFound = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static Command Command(CommandConsole console)
    {
        var file = new Argument<string>("file") { Description = "A brain as it is exported, in YAML or JSON." };
        var json = new Option<bool>("--json") { Description = "Write the findings as JSON." };
        var command = new Command("lint", "Checks a brain in a file. Ends with 0 when it has no errors, with 2 when it has, with 1 when it cannot be read.") { file, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = await ReadAsync(parsed.GetValue(file)!, cancellationToken);
            var check = await CommandHost.SendWithoutDatabaseAsync(console, new CheckBrainText(text), cancellationToken);
            if (parsed.GetValue(json))
                await console.Output.WriteLineAsync(JsonSerializer.Serialize(new { check.Problems, check.Findings }, Json));
            else if (check.Problems.Count == 0)
                await WriteAsync(check, console.Output);
            if (check.Problems.Count > 0)
                throw new CommandFailedException($"{parsed.GetValue(file)} cannot be read as a brain.\n{string.Join('\n', check.Problems)}");
            return check.Findings.Any(finding => finding.Severity == FindingSeverity.Error) ? ErrorsFound : 0;
        });
        return command;
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        // "dotnet run" starts in the folder of the project; what is typed is meant from where it is typed.
        var typedAt = Environment.GetEnvironmentVariable("PWD");
        var path = !File.Exists(file) && typedAt is not null && File.Exists(Path.Combine(typedAt, file)) ? Path.Combine(typedAt, file) : file;
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailedException($"{file} cannot be read: {exception.Message}", exception);
        }
    }

    private static async Task WriteAsync(BrainTextCheck check, TextWriter output)
    {
        var missing = Enum.GetValues<BrainParts>().Where(part => int.IsPow2((int)part) && !check.Parts.HasFlag(part)).ToList();
        if (missing.Count > 0)
            await output.WriteLineAsync($"Parts that the file does not state were taken as empty: {string.Join(", ", missing.Select(PartName))}.");
        foreach (var finding in check.Findings)
        {
            await output.WriteLineAsync($"{Severity(finding.Severity)} {finding.Code} at {BrainPlaces.Name(finding.At)}: {finding.Sentence}");
            if (finding.Involved.Count > 0)
                await output.WriteLineAsync($"  concerns {string.Join(", ", finding.Involved.Select(BrainPlaces.Name))}");
            if (finding.Witness is { } witness)
                await output.WriteLineAsync($"  for example when {(witness.Count == 0 ? "nothing is known" : string.Join(", ", witness.Select(slot => $"{slot.Key} is {slot.Value}")))}");
        }
        await output.WriteLineAsync($"{Count(FindingSeverity.Error)}, {Count(FindingSeverity.Warning)}, {Count(FindingSeverity.Hint)}.");

        string Count(FindingSeverity severity) =>
            Written.Count(check.Findings.Count(finding => finding.Severity == severity), Severity(severity), Severity(severity) + "s");
    }

    private static string Severity(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "hint",
    };

    private static string PartName(BrainParts part) => part switch
    {
        BrainParts.QuickMode => "modes.quick",
        BrainParts.PreciseMode => "modes.precise",
        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(part.ToString()),
    };
}
