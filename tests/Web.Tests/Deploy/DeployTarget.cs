using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using AgentBrain.Web.Operation;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests.Deploy;

/// <summary>A folder of this machine that deploy.sh deploys to, with a service manager that is a script.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class DeployTarget : IDisposable
{
    private const int CommitLength = 40;
    private const string Program = "AgentBrain.Web.dll";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _root = Directory.CreateTempSubdirectory("agentbrain-deploy-").FullName;
    private readonly HttpClient _client;

    public DeployTarget(string connectionString)
    {
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{FreePorts.Choose()}") };
        File.WriteAllText(SettingsFile, $"""
            # As an operator writes it.
            ASPNETCORE_ENVIRONMENT=Production
            ASPNETCORE_URLS="{Address.GetLeftPart(UriPartial.Authority)}"
            ConnectionStrings__AgentBrain='{connectionString}'
            Shutdown__ReadinessSeconds=0

            """);
        File.WriteAllText(Path.Combine(_root, "service.sh"), $"""
            set -euo pipefail
            if [ -e '{_root}/pid' ]; then
              kill "$(cat '{_root}/pid')" 2>/dev/null || true
              while kill -0 "$(cat '{_root}/pid')" 2>/dev/null; do sleep 0.05; done
            fi
            set -a
            . '{SettingsFile}'
            cd '{Folder}/current'
            dotnet {Program} >'{_root}/service.log' 2>&1 </dev/null &
            echo $! >'{_root}/pid'
            """);
    }

    public string Folder => Path.Combine(_root, "srv");

    public IReadOnlyList<string> Releases => [.. Directory.GetDirectories(Path.Combine(Folder, "releases")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Backups => [.. Directory.GetFiles(Path.Combine(Folder, "backups")).Order(StringComparer.Ordinal)];

    /// <summary>The release that is meant to run.</summary>
    public string Current => Path.GetFileName(File.ResolveLinkTarget(Path.Combine(Folder, "current"), returnFinalTarget: true)!.FullName);

    public int ProcessId => int.Parse(File.ReadAllText(Path.Combine(_root, "pid")), CultureInfo.InvariantCulture);

    public Uri Address => _client.BaseAddress!;

    /// <summary>The command that starts what <c>current</c> leads to in the place of what runs. It does not wait until that answers.</summary>
    public string Service => $"bash '{_root}/service.sh'";

    /// <summary>The last start's log.</summary>
    public string ServiceLog => File.ReadAllText(Path.Combine(_root, "service.log"));

    /// <summary>What was asked of other hosts, one command a line.</summary>
    public string SshLog => Path.Combine(_root, "ssh.log");

    private string SettingsFile => Path.Combine(_root, "agentbrain.env");

    /// <summary>A published folder that says it was built from another commit than any before.</summary>
    public Release NewRelease()
    {
        var commit = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()).PadRight(CommitLength, '7');
        var folder = Directory.CreateDirectory(Path.Combine(_root, $"built-{commit}")).FullName;
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory).Where(file => !Path.GetFileName(file).Contains("Tests", StringComparison.Ordinal)))
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(file)), file);

        // The stamp is as long as any other: a program of another commit without another build.
        var program = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, Program));
        var stamp = Encoding.ASCII.GetBytes(BuildInfo.OfProgram.Commit is var built && built != BuildInfo.Unknown ? built : new string('0', CommitLength));
        var at = program.AsSpan().IndexOf(stamp);
        at.ShouldBeGreaterThan(0);
        Encoding.ASCII.GetBytes(commit).CopyTo(program, at);
        File.Delete(Path.Combine(folder, Program));
        File.WriteAllBytes(Path.Combine(folder, Program), program);
        return new Release(folder, commit);
    }

    public Task<Outcome> DeployAsync(Release release, params string[] options) => RunAsync(Folder, Environment.GetEnvironmentVariable("PATH"), ["--release", release.Folder, .. options]);

    /// <summary>As <see cref="DeployAsync"/>, to another host: a program in the place of ssh takes the command to a shell of its own, as sshd does.</summary>
    public async Task<Outcome> DeployBySshAsync(Release release, params string[] options)
    {
        var programs = Directory.CreateDirectory(Path.Combine(_root, "programs")).FullName;
        var ssh = Path.Combine(programs, "ssh");
        await File.WriteAllTextAsync(ssh, $"""
            #!/bin/sh
            while [ "$1" != -- ]; do shift; done
            [ "$2" = deploy@example.org ] || exit 255
            echo "$3" >>'{SshLog}'
            cd / && exec env -i PATH="$PATH" HOME="$HOME" sh -c "$3"

            """);
        File.SetUnixFileMode(ssh, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return await RunAsync($"deploy@example.org:{Folder}", $"{programs}:{Environment.GetEnvironmentVariable("PATH")}", ["--release", release.Folder, .. options]);
    }

    private async Task<Outcome> RunAsync(string target, string? path, string[] options)
    {
        var start = new ProcessStartInfo("bash", [Script(), "--target", target, "--env", SettingsFile, .. options]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PATH"] = path;
        Dictionary<string, string> usual = new()
        {
            ["--service"] = Service,
            ["--backup"] = "printf '%s' \"$ConnectionStrings__AgentBrain\" >\"$BACKUP\"",
            ["--wait"] = "30",
        };
        foreach (var (option, value) in usual.Where(option => !options.Contains(option.Key)))
        {
            start.ArgumentList.Add(option);
            start.ArgumentList.Add(value);
        }
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, errors + await output);
    }

    /// <summary>The commit of what runs.</summary>
    public async Task<string?> RunningAsync()
    {
        using var version = JsonDocument.Parse(await _client.GetStringAsync(new Uri("/version", UriKind.Relative)));
        return version.RootElement.GetProperty("commit").GetString();
    }

    public void Dispose()
    {
        _client.Dispose();
        if (File.Exists(Path.Combine(_root, "pid")))
        {
            try
            {
                using var process = Process.GetProcessById(ProcessId);
                process.Kill();
                process.WaitForExit();
            }
            catch (ArgumentException)
            {
                // It has ended.
            }
        }
        Directory.Delete(_root, recursive: true);
    }

    private static string Script()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "AgentBrain.sln")))
            directory = directory.Parent;
        return Path.Combine(directory.FullName, "deploy", "deploy.sh");
    }

    internal sealed record Release(string Folder, string Commit);

    internal sealed record Outcome(int ExitCode, string Said);
}
