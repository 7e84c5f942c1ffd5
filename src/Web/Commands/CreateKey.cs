using System.CommandLine;
using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Accounts;

namespace AgentBrain.Web.Commands;

/// <summary><c>admin create-key</c>: a key with which a program does what a role may do.</summary>
internal static class CreateKey
{
    public static Command Command(CommandConsole console)
    {
        var name = new Option<string>("--name") { Description = "What the key is for.", Required = true };
        var role = new Option<string>("--role") { Description = "What it may do.", Required = true };
        role.AcceptOnlyFromAmong([.. Roles.All]);
        var command = new Command("create-key", "Creates an API key and writes it to the standard output, this once: the server keeps its hash alone.") { name, role };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var created = await CommandHost.SendAsync(console, new CreateApiKey(parsed.GetValue(name), parsed.GetValue(role)), cancellationToken);
            await console.Output.WriteLineAsync(created.Key);
            return 0;
        });
        return command;
    }
}
