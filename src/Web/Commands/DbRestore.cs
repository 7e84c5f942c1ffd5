using System.CommandLine;
using AgentBrain.Infrastructure.Persistence.Backups;

namespace AgentBrain.Web.Commands;

/// <summary><c>db restore</c>: a backup in the place of the database.</summary>
internal static class DbRestore
{
    public static Command Command(CommandConsole console)
    {
        var backup = new Argument<string>("file") { Description = "A file that 'db backup' has made." };
        var yes = new Option<bool>("--yes") { Description = "Do it. Without, the command says what it would do." };
        var command = new Command(
            "restore",
            "Puts a backup in the place of the database, which is kept under another name. Nodes may go on running: they answer 503 for a moment. Needs the program pg_restore.")
        {
            backup,
            yes,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var file = TypedPath.Of(parsed.GetValue(backup)!);
            return CommandHost.WithDatabaseAsync(
                console,
                async (services, token) =>
                {
                    var restore = services.GetRequiredService<DatabaseRestore>();
                    if (parsed.GetValue(yes))
                        await RestoreAsync(restore, file, console.Output, token);
                    else
                        await RefuseAsync(restore, file, token);
                    return 0;
                },
                cancellationToken);
        });
        return command;
    }

    private static async Task RestoreAsync(DatabaseRestore restore, string file, TextWriter output, CancellationToken cancellationToken)
    {
        var summary = await restore.RestoreAsync(file, cancellationToken);
        await output.WriteLineAsync($"The database {summary.Database} is now what {file} holds:");
        await DbBackup.WriteAsync(summary.Tables, output);
        if (summary.KeptAs is { } kept)
            await output.WriteLineAsync($"The database as it was is kept as {kept}. When nobody needs it any more: DROP DATABASE \"{kept}\";");
        await output.WriteLineAsync(
            $"It belongs to the role {summary.Owner}. Grants to other roles and settings of the database (ALTER DATABASE … SET) are not in a backup: give them again where there were any.");
        if (summary.Pending.Count > 0)
            await output.WriteLineAsync($"The backup is of an earlier release: {summary.Pending.Count} migrations are pending. Apply them before anybody works with it.");
    }

    private static async Task RefuseAsync(DatabaseRestore restore, string file, CancellationToken cancellationToken)
    {
        var plan = await restore.PlanAsync(file, cancellationToken);
        throw new CommandFailedException(
            $"{file}, made at {plan.MadeAt}, would take the place of the database {plan.Database} on {plan.Server}. What was stored since is not in it; "
            + "the database as it is would be kept under another name. Nothing was done. To do it, add --yes.");
    }
}
