using System.CommandLine;
using System.Globalization;
using AgentBrain.Infrastructure.Persistence.Backups;

namespace AgentBrain.Web.Commands;

/// <summary><c>db backup</c>: the whole database in one file.</summary>
internal static class DbBackup
{
    public static Command Command(CommandConsole console)
    {
        var to = new Option<string>("--to") { Description = "The file to write, which must not be there yet. Its owner alone may read it.", Required = true };
        var command = new Command("backup", "Writes the whole database into one file, as it is at one moment; everybody may go on working. Needs the program pg_dump.") { to };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var file = TypedPath.Of(parsed.GetValue(to)!);
            var summary = await CommandHost.WithDatabaseAsync(
                console, (services, token) => services.GetRequiredService<DatabaseBackup>().WriteAsync(file, token), cancellationToken);
            await console.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The database {summary.Database} was written to {file} ({summary.Bytes / 1024.0:N0} KiB)."));
            await WriteAsync(summary.Tables, console.Output);
            return 0;
        });
        return command;
    }

    /// <summary>Lists tables with their numbers of rows.</summary>
    public static async Task WriteAsync(IReadOnlyList<TableRows> tables, TextWriter output)
    {
        foreach (var table in tables)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{table.Rows,12:N0}  {table.Table}"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{tables.Sum(table => table.Rows),12:N0}  rows in {tables.Count} tables"));
    }
}
