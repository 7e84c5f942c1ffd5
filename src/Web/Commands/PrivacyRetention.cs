using System.CommandLine;
using AgentBrain.Application.Privacy;
using AgentBrain.Web.Common;

namespace AgentBrain.Web.Commands;

/// <summary><c>privacy retention</c>: what has been kept long enough, listed or removed.</summary>
internal static class PrivacyRetention
{
    public static Command Command(CommandConsole console)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Lists what would go, and changes nothing." };
        var apply = new Option<bool>("--apply") { Description = "Removes it now, as the daily run does." };
        var command = new Command(
            "retention", "Lists or removes what has been kept longer than is set in the workspace. Ends with 0, or with 1 where something could not be removed.") { dryRun, apply };
        command.Validators.Add(result =>
        {
            if (result.GetValue(dryRun) == result.GetValue(apply))
                result.AddError("Say either --dry-run or --apply.");
        });
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(apply) ? ApplyAsync(console, cancellationToken) : ListAsync(console, cancellationToken));
        return command;
    }

    private static async Task<int> ApplyAsync(CommandConsole console, CancellationToken cancellationToken)
    {
        var outcome = await CommandHost.SendAsync(console, new ApplyRetention(), cancellationToken);
        await console.Output.WriteLineAsync($"{Written.Count(outcome.Removed, "removal", "removals")}.");
        if (outcome.Left > 0)
            throw new CommandFailedException($"{Written.Count(outcome.Left, "thing", "things")} could not be removed. The log names the interviews; the next run tries again.");
        return 0;
    }

    private static async Task<int> ListAsync(CommandConsole console, CancellationToken cancellationToken)
    {
        var first = await CommandHost.SendAsync(console, new PreviewRetention(), cancellationToken);
        if (first.Counts.Count == 0)
            await console.Output.WriteLineAsync("Everything is kept for ever.");
        foreach (var count in first.Counts)
        {
            await console.Output.WriteLineAsync($"{count.Kind}: {Written.Count(count.Count, "interview", "interviews")} kept since before {Written.Iso(count.Before)}");
            for (var page = 1; count.Count > 0; page++)
            {
                var preview = await CommandHost.SendAsync(console, new PreviewRetention { Kind = count.Kind, Page = page }, cancellationToken);
                foreach (var due in preview.Due.Items)
                    await console.Output.WriteLineAsync($"  {due.Reference}  {Written.Iso(due.Since)}  {due.SessionId}");
                if (preview.Due.Number != page || page >= preview.Due.Pages)
                    break;
            }
        }
        return 0;
    }
}
