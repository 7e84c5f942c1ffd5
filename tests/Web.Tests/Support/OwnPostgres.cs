using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using AgentBrain.Infrastructure.Persistence.LocalServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBrain.Web.Tests.Support;

/// <summary>A PostgreSQL server of a test's own that keeps what it has confirmed, whatever is done to it: the disk is waited for, as in production.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OwnPostgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _directory;
    private LocalPostgres.Running _server;

    private OwnPostgres(string directory, LocalPostgres.Running server) => (_directory, _server) = (directory, server);

    public string ConnectionString => _server.ConnectionString;

    public static async Task<OwnPostgres> StartAsync()
    {
        // Root runs the server as another account, which has to come here.
        var directory = Directory.CreateDirectory(Path.Combine("/tmp", $"agentbrain-test-{Guid.NewGuid():N}")).FullName;
        File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return new OwnPostgres(directory, await LaunchAsync(directory));
    }

    /// <summary>Does what <c>pg_ctl restart -m immediate</c> does: every process of the server ends without a word, and what it confirmed is recovered from its log.</summary>
    public async Task RestartImmediatelyAsync()
    {
        var file = Path.Combine(_server.DataDirectory, "postmaster.pid");
        var pid = int.Parse((await File.ReadAllLinesAsync(file))[0], CultureInfo.InvariantCulture);
        using (var signal = Process.Start("kill", ["-QUIT", pid.ToString(CultureInfo.InvariantCulture)]))
            await signal.WaitForExitAsync();
        for (var waited = Stopwatch.StartNew(); File.Exists(file); await Task.Delay(20))
            waited.Elapsed.ShouldBeLessThan(Patience);

        var before = _server;
        _server = await LaunchAsync(_directory);
        await before.DisposeAsync();
        _server.StartedHere.ShouldBeTrue();
        _server.Port.ShouldBe(before.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static Task<LocalPostgres.Running> LaunchAsync(string directory) =>
        LocalPostgres.StartAsync(new LocalPostgresOptions { DataRoot = Path.Combine(directory, ".local") }, NullLogger.Instance, CancellationToken.None);
}
