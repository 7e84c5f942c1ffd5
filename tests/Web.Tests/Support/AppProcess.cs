using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AgentBrain.Web.Tests.Support;

/// <summary>The application in a process of its own, which can be killed and started again at the same address.</summary>
public sealed class AppProcess(string? connectionString, string environment) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly StringBuilder _errors = new();
    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public string Errors => _errors.ToString();

    public void Launch()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AgentBrain.Web.dll")])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = environment,
                ["ASPNETCORE_URLS"] = Address.ToString(),
                ["ConnectionStrings__AgentBrain"] = connectionString ?? "",
                ["Database__MigrateOnStart"] = "true",
                ["RateLimits__StartsPerMinute"] = "1000",
                ["RateLimits__AnswersPerMinute"] = "1000",
                ["RateLimits__FeedbackPerMinute"] = "1000",
            },
        };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>Starts and waits until it answers.</summary>
    public async Task StartAsync()
    {
        Launch();
        using var browser = new HttpClient { BaseAddress = Address };
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            waited.Elapsed.ShouldBeLessThan(Patience);
            _process!.HasExited.ShouldBeFalse(Errors);
            try
            {
                if ((await browser.GetAsync(new Uri("/error", UriKind.Relative))).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }
    }

    /// <summary>Ends it without a word (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async Task<int> ExitCodeAsync()
    {
        await _process!.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
            _process.Kill();
        _process?.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
