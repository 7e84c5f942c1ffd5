using System.CommandLine;
using AgentBrain.Infrastructure.Persistence.Adoption;
using AgentBrain.Web.Common;

namespace AgentBrain.Web.Commands;

/// <summary><c>db adopt</c>: takes over a database of the legacy service.</summary>
internal static class DbAdopt
{
    /// <summary>Somebody has to settle something first; nothing was changed.</summary>
    public const int ConflictsFound = 2;

    public static Command Command(CommandConsole console)
    {
        var plan = new Option<bool>("--plan") { Description = "Write what would be done, with its SQL, and do nothing." };
        var yes = new Option<bool>("--yes") { Description = "Do it without asking." };
        var command = new Command(
            "adopt",
            "Takes over a database of the legacy service with all that it holds. Ends with 0 when that is done or there is nothing to do, with 2 when something is in the way, with 1 when it fails.")
        {
            plan, yes,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            if (parsed.GetValue(plan) && parsed.GetValue(yes))
                throw new CommandFailedException("Give --plan or --yes, not both.");
            return CommandHost.WithDatabaseAsync(
                console,
                (services, token) => RunAsync(console, services.GetRequiredService<DatabaseAdoption>(), parsed.GetValue(plan), parsed.GetValue(yes), token),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandConsole console, DatabaseAdoption adoption, bool planOnly, bool yes, CancellationToken cancellationToken)
    {
        AdoptionPlan? shown = null;
        if (!yes)
        {
            shown = await adoption.PlanAsync(cancellationToken);
            await WriteAsync(shown, withSql: true, console.Output);
            if (shown.NothingToDo is not null)
                return 0;
            if (shown.HasConflicts)
                return ConflictsFound;
            if (planOnly)
                return 0;
            if (!console.IsTerminal)
                throw new CommandFailedException("Nobody can be asked here. Run it again with --yes to adopt the database, or with --plan to see only what would be done.");
            await console.Output.WriteAsync("\nAdopt this database? Have a backup, and stop the old service first. Type \"yes\" to go on: ");
            if ((await console.Input.ReadLineAsync(cancellationToken))?.Trim() != "yes")
            {
                await console.Output.WriteLineAsync("Nothing was changed.");
                return CommandLine.Failed;
            }
        }

        var result = await adoption.AdoptAsync(shown, cancellationToken);
        // Without the plan, or with what only came to light when it was tried.
        if (yes || result.Plan.HasConflicts)
            await WriteAsync(result.Plan, withSql: false, console.Output);
        if (result.Plan.HasConflicts)
            return ConflictsFound;
        if (result.Adopted)
            await WriteAsync(result, console.Output);
        return 0;
    }

    private static async Task WriteAsync(AdoptionPlan plan, bool withSql, TextWriter output)
    {
        if (plan.NothingToDo is { } why)
        {
            await output.WriteLineAsync(why);
            return;
        }
        await output.WriteLineAsync("Migrations");
        foreach (var (migration, finding) in plan.Migrations)
            await output.WriteLineAsync($"  {migration.Name,-24} {Sentence(finding)}");
        foreach (var kind in new[] { FindingKind.Conflict, FindingKind.Warning, FindingKind.PutRight, FindingKind.Kept })
        {
            if (plan.Findings.Where(finding => finding.Kind == kind).ToList() is not { Count: > 0 } findings)
                continue;
            await output.WriteLineAsync($"\n{Heading(kind)}");
            foreach (var finding in findings)
            {
                await output.WriteLineAsync($"  {finding.Sentence}");
                if (finding.Suggestion is { } suggestion)
                    await output.WriteLineAsync($"    {suggestion.ReplaceLineEndings("\n    ")}");
            }
        }
        if (plan.HasConflicts)
            await output.WriteLineAsync("\nNothing was changed. Settle the conflicts, for example with the SQL below each, and run this again.");
        else if (withSql)
            await output.WriteLineAsync($"\nSQL, in one transaction\n\n{string.Join("\n", plan.Statements)}");
    }

    private static async Task WriteAsync(AdoptionResult result, TextWriter output)
    {
        await output.WriteLineAsync("\nThe database was adopted. Rows and checksums of its columns, the same before and after:");
        foreach (var figures in result.Figures)
            await output.WriteLineAsync($"  {figures.Table,-24} {Written.Count((int)figures.Rows, "row", "rows"),12}  {figures.Checksum}");
        await output.WriteLineAsync(result.Following.Count == 0
            ? "\nNo migration is pending."
            : $"\n{Written.Count(result.Following.Count, "migration is", "migrations are")} pending: they were tried on this database and taken back. Run 'db migrate' to apply them.");
    }

    private static string Sentence(MigrationFinding finding) => finding switch
    {
        MigrationFinding.AlreadyRecorded => "recorded already",
        MigrationFinding.Present => "all of it is there: it is recorded",
        MigrationFinding.Completed => "some of it is there: the rest is created, and it is recorded",
        _ => "nothing of it is there: 'db migrate' applies it",
    };

    private static string Heading(FindingKind kind) => kind switch
    {
        FindingKind.Conflict => "Conflicts",
        FindingKind.Warning => "Warnings: stays as it is and may do harm; SQL that would settle it stands below",
        FindingKind.PutRight => "Put right, without touching a row",
        _ => "Stays as it is",
    };
}
