using System.CommandLine;
using AgentBrain.Application.Privacy;
using AgentBrain.Web.Common;

namespace AgentBrain.Web.Commands;

/// <summary><c>privacy erasures</c>: which interviews were erased, to be kept apart from backups, and erased again after one was restored.</summary>
internal static class PrivacyErasures
{
    public static Command Command(CommandConsole console)
    {
        var repeat = new Option<string?>("--repeat") { Description = "A file that this command wrote before the backup was restored: what it names is erased again." };
        var command = new Command("erasures", "Writes which interviews were erased: id, reference and time, one a line. It holds nothing of what was said.") { repeat };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(repeat) is { } file ? RepeatAsync(console, file, cancellationToken) : WriteAsync(console, cancellationToken));
        return command;
    }

    private static async Task<int> WriteAsync(CommandConsole console, CancellationToken cancellationToken)
    {
        foreach (var erased in await CommandHost.SendAsync(console, new ListErasures(), cancellationToken))
            await console.Output.WriteLineAsync($"{erased.SessionId} {erased.Reference} {Written.Iso(erased.ErasedAt)}");
        return 0;
    }

    private static async Task<int> RepeatAsync(CommandConsole console, string file, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        try
        {
            var number = 0;
            foreach (var line in await File.ReadAllLinesAsync(file, cancellationToken))
            {
                number++;
                if (string.IsNullOrWhiteSpace(line))
                    continue;
                if (!Guid.TryParse(line.Split(' ')[0], out var id))
                    throw new CommandFailedException($"Line {number} of {file} begins with no id. Nothing was erased.");
                ids.Add(id);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{file} cannot be read: {exception.Message} Nothing was erased.", exception);
        }
        var erased = await CommandHost.SendAsync(console, new RepeatErasures(ids), cancellationToken);
        await console.Output.WriteLineAsync($"{Written.Count(erased, "interview was", "interviews were")} erased again, of {Written.Count(ids.Distinct().Count())} in the list.");
        return 0;
    }
}
