using System.CommandLine;
using AgentBrain.Application.Operations;
using AgentBrain.Web.Common;
using MediatR;

namespace AgentBrain.Web.Commands;

/// <summary><c>db status</c>: how the database is.</summary>
internal static class DbStatus
{
    public static Command Command(CommandConsole console)
    {
        var command = new Command("status", "Shows the server, its durability settings, the size of the database and its migrations. Changes nothing.");
        command.SetAction((_, cancellationToken) => CommandHost.WithDatabaseAsync(
            console,
            async (services, token) =>
            {
                var health = await services.GetRequiredService<IMediator>().Send(new GetDatabaseHealth(), token);
                await WriteAsync(health.State, console.Output);
                return 0;
            },
            cancellationToken));
        return command;
    }

    private static async Task WriteAsync(DatabaseState state, TextWriter output)
    {
        await output.WriteLineAsync($"Database    {state.Name} at {state.Server}, {Written.Size(state.Bytes)}");
        await output.WriteLineAsync($"Server      PostgreSQL {state.Version}");
        foreach (var setting in state.Durability)
            await output.WriteLineAsync($"{(setting == state.Durability[0] ? "Durability" : "          ")}  {setting.Name} = {setting.Value}{(setting.Danger is { } danger ? $"  ! {danger}" : "")}");
        await output.WriteLineAsync($"Migrations  {state.Applied.Count} applied, {state.Pending.Count} pending");
        foreach (var migration in state.Applied)
            await output.WriteLineAsync($"            applied  {migration}{(state.Unknown.Contains(migration) ? "  (this version does not know it)" : "")}");
        foreach (var migration in state.Pending)
            await output.WriteLineAsync($"            pending  {migration}");
    }
}
