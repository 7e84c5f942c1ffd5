using System.CommandLine;

namespace AgentBrain.Web.Commands;

/// <summary>The command line: one file a command. Without a command the application serves the web.</summary>
public static class CommandLine
{
    /// <summary>What went wrong, from wrong input to a database that is not ready; nothing was changed.</summary>
    public const int Failed = 1;

    /// <summary>Whether arguments name a command. Those of ASP.NET Core (<c>--urls …</c>, <c>/urls …</c>, <c>urls=…</c>) do not.</summary>
    public static bool IsCommand(IReadOnlyList<string> args) =>
        args.Count > 0 && (args[0] is "--help" or "-h" or "-?" or "--version" || (!args[0].StartsWith('-') && !args[0].StartsWith('/') && !args[0].Contains('=', StringComparison.Ordinal)));

    /// <summary>Carries out a command.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="console">Where it reads and writes.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The exit code: 0, or what the command's help says.</returns>
    public static async Task<int> RunAsync(string[] args, CommandConsole console, CancellationToken cancellationToken = default)
    {
        // An argument that begins with @ is an argument: an e-mail address or a file may.
        var parsed = Root(console).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = console.Output, Error = console.Error, EnableDefaultExceptionHandler = false }, cancellationToken);
        }
        catch (CommandFailedException exception)
        {
            await console.Error.WriteLineAsync(exception.Message);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await console.Error.WriteLineAsync("Interrupted.");
            return Failed;
        }
    }

    private static RootCommand Root(CommandConsole console) => new("Agent Brain. Without a command it serves the web.")
    {
        new Command("admin", "Accounts and keys of the workspace.")
        {
            CreateUser.Command(console),
            CreateKey.Command(console),
        },
        new Command("config", "Brains in files.")
        {
            LintConfig.Command(console),
        },
        new Command("db", "The database: its state, migrations, drift, adoption and backups.")
        {
            DbStatus.Command(console),
            DbAdopt.Command(console),
            DbMigrate.Command(console),
            DbDrift.Command(console),
            DbCheck.Command(console),
            DbBackup.Command(console),
            DbRestore.Command(console),
        },
        new Command("privacy", "Personal data: how long it is kept, and what was erased.")
        {
            PrivacyRetention.Command(console),
            PrivacyErasures.Command(console),
        },
    };
}
