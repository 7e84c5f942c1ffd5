using System.Diagnostics;
using System.Runtime.Versioning;

namespace AgentBrain.Infrastructure.Persistence.LocalServer;

/// <summary>
/// Two locks on files that the system releases when their holder dies: one so that only one application starts or stops
/// the server at a time, and one that every application shares while it uses the server.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class StartLock
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static async Task<FileStream> TakeAsync(string dataRoot, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            if (TryOpen(Path.Combine(dataRoot, "postgres.lock"), FileAccess.ReadWrite, FileShare.None) is { } file)
                return file;
            if (waiting.Elapsed > timeout)
                throw new LocalPostgresException($"Another application has been starting or stopping the local PostgreSQL server in {dataRoot} for {timeout.TotalSeconds:0} seconds. End it and try again.");
            await Task.Delay(50, cancellationToken);
        }
    }

    public static FileStream Join(string dataRoot) =>
        TryOpen(UsersFile(dataRoot), FileAccess.Read, FileShare.Read)
        ?? throw new LocalPostgresException($"{UsersFile(dataRoot)} is locked by another program. End it and try again.");

    public static bool IsAnyoneElsePresent(string dataRoot)
    {
        using var alone = TryOpen(UsersFile(dataRoot), FileAccess.ReadWrite, FileShare.None);
        return alone is null;
    }

    private static string UsersFile(string dataRoot) => Path.Combine(dataRoot, "postgres.users");

    private static FileStream? TryOpen(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = access, Share = share, UnixCreateMode = OwnerOnly });
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException) && File.Exists(path))
        {
            return null;
        }
    }
}
