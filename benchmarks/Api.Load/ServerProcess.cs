using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AgentBrain.Api.Load;

/// <summary>A web server in a process of its own on the loopback address. It ends with this object.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly string _log;

    private ServerProcess(Process process, int port, string log) => (_process, Port, _log) = (process, port, log);

    public int Port { get; }

    /// <summary>Processor time that it has taken so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes that it holds in memory.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a program that lies beside this one.</summary>
    /// <param name="assembly">Its file name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="settings">Its environment.</param>
    /// <param name="log">The file that gets what it prints, as the journal of a service would.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<ServerProcess> StartAsync(
        string assembly, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> settings, string log, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", log, dotnet, Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            // Closed when this process ends, however it ends.
            RedirectStandardInput = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(key => key.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || key.Contains("__", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";

        var server = new ServerProcess(Process.Start(start)!, port, log);
        try
        {
            await server.UntilListeningAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private async Task UntilListeningAsync(CancellationToken cancellationToken)
    {
        for (var waiting = Stopwatch.StartNew(); ; await Task.Delay(100, cancellationToken))
        {
            if (_process.HasExited || waiting.Elapsed > Patience)
                throw new InvalidOperationException($"A server did not start. It printed: {await File.ReadAllTextAsync(_log, cancellationToken)}");
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
            }
        }
    }

    // Below those that the system gives to outgoing connections: one of them might take it first, or even connect to itself.
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(15000, 32000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
            }
        }
    }
}
