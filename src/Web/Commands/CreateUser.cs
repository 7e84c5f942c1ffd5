using System.CommandLine;
using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Accounts;

namespace AgentBrain.Web.Commands;

/// <summary><c>admin create-user</c>: an account that may sign in at once.</summary>
internal static class CreateUser
{
    public static Command Command(CommandConsole console)
    {
        var email = new Option<string>("--email") { Description = "E-mail address, with which the account signs in.", Required = true };
        var role = new Option<string[]>("--role") { Description = "What it may do. Give it again for more roles.", Required = true, Arity = ArgumentArity.OneOrMore };
        role.AcceptOnlyFromAmong([.. Roles.All]);
        var name = new Option<string?>("--name") { Description = "What people call its owner." };
        var password = new Option<bool>("--password-stdin") { Description = "Read the password from the first line of the standard input: an argument would be seen by others.", Required = true };
        var command = new Command("create-user", "Creates an account that may sign in at once.") { email, role, name, password };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!parsed.GetValue(password))
                throw new CommandFailedException("Give the password on the standard input, with --password-stdin.");
            var secret = await console.Input.ReadLineAsync(cancellationToken);
            var request = new CreateAccount(parsed.GetValue(email), parsed.GetValue(name), parsed.GetValue(role) ?? [], secret);
            var created = await CommandHost.SendAsync(console, request, cancellationToken);
            if (created.Problem is { } problem)
                throw new CommandFailedException(problem);
            await console.Output.WriteLineAsync($"The account {request.Email!.Trim()} was created ({string.Join(", ", request.Roles)}).");
            return 0;
        });
        return command;
    }
}
