using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace AgentBrain.Web.Tests.Support;

/// <summary>The application in a process of its own, which can be killed and started again at the same address.</summary>
public sealed class AppProcess(string? connectionString, string environment) : IDisposable
{
    private const int LinesKept = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly StringBuilder _errors = new();
    private readonly ConcurrentQueue<string?> _lines = new();
    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePorts.Choose()}");

    /// <summary>Environment variables beside the usual ones.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public string Errors => _errors.ToString();

    /// <summary>The last that it wrote, to either stream.</summary>
    public string Said => string.Join('\n', _lines);

    public bool IsRunning => _process is { HasExited: false };

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
                ["Database__WatchForDrift"] = "false",
                ["Jobs__Enabled"] = "false",
                ["Mail__Folder"] = Path.Combine(Path.GetTempPath(), $"agentbrain-mail-{Guid.NewGuid():N}"),
                ["Privacy__SealStoredContacts"] = "false",
                ["RateLimits__StartsPerMinute"] = "1000",
                ["RateLimits__AnswersPerMinute"] = "1000",
                ["RateLimits__RecordingsPerMinute"] = "1000",
                ["RateLimits__FeedbackPerMinute"] = "1000",
            },
        };
        foreach (var (name, value) in Settings)
            start.Environment[name] = value;
        _process?.Dispose();
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>Starts and waits until it answers.</summary>
    public async Task StartAsync() => (await TryStartAsync()).ShouldBeTrue(Errors);

    /// <summary>Starts and waits until it answers.</summary>
    /// <returns>False when it ended instead.</returns>
    public async Task<bool> TryStartAsync()
    {
        Launch();
        using var browser = new HttpClient { BaseAddress = Address };
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            waited.Elapsed.ShouldBeLessThan(Patience);
            if (_process!.HasExited)
                return false;
            try
            {
                if ((await browser.GetAsync(new Uri("/error", UriKind.Relative))).IsSuccessStatusCode)
                    return true;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }
    }

    /// <summary>Asks it to end (SIGTERM), as service managers do.</summary>
    public void Terminate()
    {
        using var signal = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        signal.WaitForExit();
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

    private void Keep(string? line)
    {
        _lines.Enqueue(line);
        if (_lines.Count > LinesKept)
            _lines.TryDequeue(out var _);
    }
}
