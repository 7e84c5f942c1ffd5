using System.CommandLine;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Web.Common;

namespace AgentBrain.Web.Commands;

/// <summary><c>db migrate</c>: brings the schema up to this version.</summary>
internal static class DbMigrate
{
    private const int UsualPatience = 60;

    public static Command Command(CommandConsole console)
    {
        var wait = new Option<int>("--wait") { Description = "Seconds to wait for another node that migrates.", DefaultValueFactory = _ => UsualPatience };
        wait.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
                result.AddError("--wait takes a number of seconds, 0 or more.");
        });
        var command = new Command("migrate", "Applies pending migrations, one node at a time, each in a transaction of its own. Ends with 0 when none is pending any more.") { wait };
        command.SetAction((parsed, cancellationToken) => CommandHost.WithDatabaseAsync(
            console,
            async (services, token) =>
            {
                var applied = await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(TimeSpan.FromSeconds(parsed.GetValue(wait)), token);
                foreach (var migration in applied)
                    await console.Output.WriteLineAsync($"applied {migration}");
                await console.Output.WriteLineAsync(applied.Count == 0 ? "Nothing to do: every migration is applied." : $"{Written.Count(applied.Count, "migration was", "migrations were")} applied.");
                return 0;
            },
            cancellationToken));
        return command;
    }
}
