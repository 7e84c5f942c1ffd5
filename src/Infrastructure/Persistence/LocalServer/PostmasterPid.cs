using System.Globalization;
using Microsoft.Extensions.Logging;

namespace AgentBrain.Infrastructure.Persistence.LocalServer;

/// <summary>The file by which PostgreSQL says that a server runs on its data, and whether that is still true.</summary>
/// <param name="dataDirectory">The data.</param>
/// <param name="command">Runs programs as the account of the server.</param>
/// <param name="serverRuns">Asks PostgreSQL's own tools, for systems without /proc.</param>
/// <param name="logger">Where a removed file is reported.</param>
internal sealed class PostmasterPid(string dataDirectory, LocalCommand command, Func<CancellationToken, Task<bool>> serverRuns, ILogger logger)
{
    private readonly string _path = Path.Combine(dataDirectory, "postmaster.pid");

    /// <summary>Its lines; none when there is no file.</summary>
    public string[] Read()
    {
        try
        {
            return File.ReadAllLines(_path);
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    /// <summary>
    /// Whether the process is the server of these data. After a crash of the machine its number may belong to any other
    /// process, so on Linux the process must also work in a directory that holds the same postmaster.pid.
    /// </summary>
    public async Task<bool> IsServerAsync(int pid, string[] pidFile, CancellationToken cancellationToken)
    {
        if (!Directory.Exists("/proc/self"))
            return await serverRuns(cancellationToken);
        return IsLivePostgres(pid) && await WorksHereAsync(pid, pidFile, cancellationToken);
    }

    private static bool IsLivePostgres(int pid)
    {
        try
        {
            // "123 (postgres) S …": Z is a dead process that nobody has asked about yet.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat.Contains("(postgres) ", StringComparison.Ordinal) && !stat.Contains("(postgres) Z", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task<bool> WorksHereAsync(int pid, string[] pidFile, CancellationToken cancellationToken)
    {
        // Asked as the account of the server, because root in a container may not look into processes of others.
        var theirs = await command.RunAsync("cat", [$"/proc/{pid}/cwd/postmaster.pid"], cancellationToken);
        return theirs.Succeeded && theirs.Output.Split('\n').Take(3).SequenceEqual(pidFile.Take(3));
    }

    /// <summary>
    /// Waits for the processes of a killed server to end, then removes its postmaster.pid where the number in it has
    /// become that of a stranger: PostgreSQL would take the stranger for a running server and refuse to start.
    /// </summary>
    public async Task WaitForOrphansAsync(DateTime giveUp, CancellationToken cancellationToken)
    {
        var pidFile = Read();
        if (pidFile.Length == 0 || !Directory.Exists("/proc/self"))
            return;

        while (await AnyOrphanAsync(pidFile, cancellationToken))
        {
            if (DateTime.UtcNow > giveUp)
                throw new LocalPostgresException($"Processes of an earlier PostgreSQL server still use {dataDirectory}. End them and start again.");
            await Task.Delay(100, cancellationToken);
        }

        if (Directory.Exists($"/proc/{pidFile[0].Trim()}"))
        {
            logger.LogWarning("Removing a stale {PidFile}: process {Pid} is not a PostgreSQL server on these data", _path, pidFile[0]);
            File.Delete(_path);
        }
    }

    private async Task<bool> AnyOrphanAsync(string[] pidFile, CancellationToken cancellationToken)
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var pid) && IsLivePostgres(pid) && await WorksHereAsync(pid, pidFile, cancellationToken))
                return true;
        }

        return false;
    }
}
