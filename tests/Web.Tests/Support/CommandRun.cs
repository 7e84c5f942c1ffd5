using AgentBrain.Web.Commands;

namespace AgentBrain.Web.Tests.Support;

/// <summary>What a command came to.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">What it wrote to the standard output.</param>
/// <param name="Error">What it wrote to the standard error.</param>
public sealed record CommandRun(int Code, string Output, string Error)
{
    /// <summary>Runs a command in this process.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="args">Its arguments.</param>
    public static async Task<CommandRun> OnAsync(string connectionString, string input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var console = new CommandConsole(new StringReader(input), output, error)
        {
            Settings = new Dictionary<string, string?> { ["ConnectionStrings:AgentBrain"] = connectionString },
        };
        var code = await CommandLine.RunAsync(args, console);
        return new CommandRun(code, output.ToString(), error.ToString());
    }
}
