using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.Versioning;
using AgentBrain.Infrastructure.Persistence.LocalServer;
using Npgsql;

namespace AgentBrain.Web.Tests.Support;

/// <summary>A PostgreSQL server and a standby that follows it: nothing is confirmed before it is on the disks of both.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PostgresPair : IAsyncDisposable
{
    private const string User = "agentbrain";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly LocalCommand _command = new(Environment.IsPrivilegedProcess ? "postgres" : null);
    private readonly string _directory;
    private readonly int _primaryPort;
    private readonly int _standbyPort;
    private readonly TcpProxy _way;
    private PostgresBinaries _programs = null!;

    private PostgresPair()
    {
        var ports = FreePorts.Choose(2);
        (_primaryPort, _standbyPort) = (ports[0], ports[1]);
        // Root runs the servers as another account, which has to write here.
        _directory = Directory.CreateDirectory(Path.Combine("/tmp", $"agentbrain-pair-{Guid.NewGuid():N}")).FullName;
        File.SetUnixFileMode(_directory, (UnixFileMode)0b111_111_111);
        _way = new TcpProxy(IPAddress.Loopback.ToString(), _primaryPort);
    }

    /// <summary>Leads to whichever is the primary.</summary>
    public string ConnectionString => $"Host=127.0.0.1:{_primaryPort},127.0.0.1:{_standbyPort};Username={User};Database={User}";

    /// <summary>Leads to whichever is the primary, and names the other one first.</summary>
    public string StandbyFirst => $"Host=127.0.0.1:{_standbyPort},127.0.0.1:{_primaryPort};Username={User};Database={User}";

    /// <summary>Leads to the server that followed first.</summary>
    public string StandbyConnectionString => $"Host=127.0.0.1;Port={_standbyPort};Username={User};Database={User}";

    private string Primary => Path.Combine(_directory, "primary");

    private string Standby => Path.Combine(_directory, "standby");

    /// <param name="synchronous">Whether the primary waits for the standby before it confirms something, which it has to.</param>
    public static async Task<PostgresPair> StartAsync(bool synchronous = true)
    {
        var pair = new PostgresPair();
        try
        {
            await pair.LaunchAsync(synchronous);
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    /// <summary>Cuts the way between them. Whoever stores something waits from now on.</summary>
    public void CutReplication() => _way.Cut();

    /// <summary>How many wait for the standby to confirm.</summary>
    public async Task<long> WaitingAsync() =>
        (long)(await AskAsync(_primaryPort, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"))!;

    /// <summary>Ends every process of the primary without a word (SIGKILL).</summary>
    public async Task KillPrimaryAsync()
    {
        var postmaster = await PidAsync(Primary);
        await SignalAsync([postmaster, .. ChildrenOf(postmaster)]);
        for (var waited = Stopwatch.StartNew(); IsAlive(postmaster); await Task.Delay(10))
            waited.Elapsed.ShouldBeLessThan(Patience);
    }

    /// <summary>Makes the standby the primary, as an operator or a cluster manager does.</summary>
    public Task PromoteAsync() => RunAsync(_programs.PgCtl, "promote", "--pgdata", Standby, "--wait", "--silent");

    public async ValueTask DisposeAsync()
    {
        await _way.DisposeAsync();
        foreach (var data in (string[])[Primary, Standby])
        {
            if (File.Exists(Path.Combine(data, "postmaster.pid")) && IsAlive(await PidAsync(data)))
                await _command.RunAsync(_programs.PgCtl, ["stop", "--pgdata", data, "--mode", "immediate", "--wait", "--silent"], CancellationToken.None);
        }
        await _command.RunAsync("rm", ["-rf", Primary, Standby], CancellationToken.None);
        Directory.Delete(_directory, recursive: true);
    }

    private async Task LaunchAsync(bool synchronous)
    {
        _programs = await PostgresBinaries.FindAsync(null, null, CancellationToken.None);
        await RunAsync(_programs.Initdb, "--pgdata", Primary, "--username", User, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync");
        await StartServerAsync(Primary, _primaryPort);
        await AskAsync(_primaryPort, $"CREATE DATABASE {User}", "postgres");

        _way.Restore();
        await RunAsync(
            Path.Combine(_programs.Directory, "pg_basebackup"),
            "--pgdata", Standby, "--write-recovery-conf", "--checkpoint", "fast", "--no-sync",
            "--dbname", $"host=127.0.0.1 port={_way.Port} user={User} application_name=standby");
        await StartServerAsync(Standby, _standbyPort);

        // Of the primary alone: what takes its place has no standby that it could wait for.
        if (synchronous)
            await AskAsync(_primaryPort, "ALTER SYSTEM SET synchronous_standby_names = 'standby'");
        await AskAsync(_primaryPort, "SELECT pg_reload_conf()");
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            waited.Elapsed.ShouldBeLessThan(Patience);
            if (await AskAsync(_primaryPort, "SELECT sync_state FROM pg_stat_replication WHERE state = 'streaming'") is string state && state == (synchronous ? "sync" : "async"))
                return;
        }
    }

    private Task StartServerAsync(string data, int port) => RunAsync(
        _programs.PgCtl, "start", "--pgdata", data, "--wait", "--silent", "--log", data + ".log",
        "--options", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''");

    private async Task RunAsync(string program, params string[] arguments)
    {
        var result = await _command.RunAsync(program, arguments, "/", null, Patience, CancellationToken.None);
        result.Succeeded.ShouldBeTrue(result.Summary);
    }

    private static async Task<object?> AskAsync(int port, string sql, string database = User)
    {
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={port};Username={User};Database={database};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private async Task<int> PidAsync(string data)
    {
        var file = await _command.RunAsync("cat", [Path.Combine(data, "postmaster.pid")], CancellationToken.None);
        return int.Parse(file.Output.Split('\n')[0], CultureInfo.InvariantCulture);
    }

    private static async Task SignalAsync(IEnumerable<int> pids)
    {
        using var kill = Process.Start("kill", ["-KILL", .. pids.Select(pid => pid.ToString(CultureInfo.InvariantCulture))]);
        await kill.WaitForExitAsync();
    }

    private static List<int> ChildrenOf(int parent)
    {
        var children = new List<int>();
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var pid) && StatusOf(pid) is { } status && status.Parent == parent)
                children.Add(pid);
        }
        return children;
    }

    private static bool IsAlive(int pid) => StatusOf(pid) is { State: not "Z" };

    private static (string State, int Parent)? StatusOf(int pid)
    {
        try
        {
            // The name of the program, in brackets, may hold anything.
            var fields = File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return (fields[0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
