using System.ComponentModel;
using System.Diagnostics;

namespace AgentBrain.Infrastructure.Persistence.LocalServer;

/// <summary>Runs a program to its end, without a shell, optionally as another account of this machine.</summary>
internal sealed class LocalCommand(string? account)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(15);

    /// <summary>The account the programs run as; null is the account of this process.</summary>
    public string? Account { get; } = account;

    public Task<Result> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(program, arguments, "/", null, DefaultTimeout, cancellationToken);

    public async Task<Result> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string>? environment,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var part in Prefix().Append(program).Concat(arguments))
        {
            if (start.FileName.Length == 0)
                start.FileName = part;
            else
                start.ArgumentList.Add(part);
        }

        // Settings meant for other servers (PGHOST, PGPORT, PGOPTIONS …) must not reach this one; messages are matched in English.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new LocalPostgresException($"{start.FileName} could not be run: {exception.Message}", exception);
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new Result(process.ExitCode, await output.WaitAsync(limit.Token), await error.WaitAsync(limit.Token));
        }
        catch (OperationCanceledException)
        {
            // Only the program itself: a server that it has started already must live.
            process.Kill(entireProcessTree: false);
            cancellationToken.ThrowIfCancellationRequested();
            throw new LocalPostgresException($"{Path.GetFileName(program)} did not finish within {timeout.TotalSeconds:0} seconds.");
        }
    }

    private IEnumerable<string> Prefix()
    {
        if (Account is null)
            return [];
        if (Find("runuser") is { } runuser)
            return [runuser, "-u", Account, "--"];
        if (Find("setpriv") is { } setpriv)
            return [setpriv, "--reuid", Account, "--regid", Account, "--init-groups", "--"];
        throw new LocalPostgresException(
            $"PostgreSQL does not run as root, and neither runuser nor setpriv is here to run it as {Account}. " +
            "Run the application as an ordinary user, or set ConnectionStrings__AgentBrain.");
    }

    /// <summary>The full path of a program on the search path.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/sbin", "/usr/bin", "/sbin", "/bin"])
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);

    public sealed record Result(int ExitCode, string Output, string Error)
    {
        public bool Succeeded => ExitCode == 0;

        /// <summary>What the program said, on one line, for an error message.</summary>
        public string Summary => string.Join(' ', (Error + "\n" + Output).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }
}
