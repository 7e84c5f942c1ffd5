using System.Globalization;

namespace AgentBrain.Infrastructure.Persistence.LocalServer;

/// <summary>The installed programs of one PostgreSQL version.</summary>
internal sealed record PostgresBinaries(string Directory, int MajorVersion)
{
    public const int OldestMajorVersion = 15;

    private static readonly string[] Programs = ["initdb", "postgres", "pg_ctl"];

    public string Initdb => Path.Combine(Directory, "initdb");

    public string PgCtl => Path.Combine(Directory, "pg_ctl");

    /// <summary>Finds the programs that made <paramref name="dataVersion"/>, or without data the first suitable ones.</summary>
    public static async Task<PostgresBinaries> FindAsync(IReadOnlyList<string>? directories, int? dataVersion, CancellationToken cancellationToken)
    {
        var found = new List<PostgresBinaries>();
        foreach (var directory in (directories ?? await UsualDirectoriesAsync(cancellationToken)).Distinct())
        {
            if (Programs.All(program => File.Exists(Path.Combine(directory, program))) && await VersionAsync(directory, cancellationToken) is { } version)
                found.Add(new PostgresBinaries(directory, version));
        }

        if (dataVersion is { } wanted)
        {
            return found.FirstOrDefault(binaries => binaries.MajorVersion == wanted) ?? throw new LocalPostgresException(
                $"The local data were made by PostgreSQL {wanted}, but {Describe(found)} is installed. " +
                $"Install PostgreSQL {wanted} (Debian: apt-get install postgresql-{wanted}) and start again, or set ConnectionStrings__AgentBrain.");
        }

        return found.FirstOrDefault(binaries => binaries.MajorVersion >= OldestMajorVersion) ?? throw new LocalPostgresException(
            (found.Count == 0 ? "No PostgreSQL server is installed. " : $"Only {Describe(found)} is installed. ") +
            $"Install PostgreSQL {OldestMajorVersion} or later (Debian: apt-get install postgresql) or set ConnectionStrings__AgentBrain.");
    }

    private static string Describe(List<PostgresBinaries> found) =>
        found.Count == 0 ? "no PostgreSQL server" : "PostgreSQL " + string.Join(", ", found.Select(binaries => binaries.MajorVersion).Distinct());

    /// <summary>Where programs of PostgreSQL usually are, those first that the system prefers.</summary>
    public static async Task<IEnumerable<string>> UsualDirectoriesAsync(CancellationToken cancellationToken)
    {
        var directories = new List<string>();
        if (LocalCommand.Find("pg_config") is { } pgConfig)
        {
            var result = await new LocalCommand(null).RunAsync(pgConfig, ["--bindir"], cancellationToken);
            if (result.Succeeded)
                directories.Add(result.Output.Trim());
        }

        directories.AddRange(Versions("/usr/lib/postgresql", ""));
        directories.AddRange(Versions("/usr", "pgsql-"));
        foreach (var homebrew in (string[])["/opt/homebrew/opt", "/usr/local/opt", "/home/linuxbrew/.linuxbrew/opt"])
            directories.AddRange(Versions(homebrew, "postgresql@"));
        directories.AddRange(["/opt/homebrew/bin", "/usr/local/bin", "/usr/bin", "/usr/local/pgsql/bin"]);
        return directories;
    }

    /// <summary>The <c>bin</c> directories of the versions installed side by side, newest first.</summary>
    private static IEnumerable<string> Versions(string parent, string prefix) =>
        System.IO.Directory.Exists(parent)
            ? System.IO.Directory.EnumerateDirectories(parent, prefix + "*")
                .Select(path => (Path: path, Version: int.TryParse(Path.GetFileName(path)[prefix.Length..], CultureInfo.InvariantCulture, out var version) ? version : 0))
                .Where(candidate => candidate.Version > 0)
                .OrderByDescending(candidate => candidate.Version)
                .Select(candidate => Path.Combine(candidate.Path, "bin"))
            : [];

    private static async Task<int?> VersionAsync(string directory, CancellationToken cancellationToken)
    {
        // "postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)"
        var result = await new LocalCommand(null).RunAsync(Path.Combine(directory, "postgres"), ["--version"], cancellationToken);
        var number = result.Output.Split(' ').Skip(2).FirstOrDefault() ?? "";
        var digits = new string([.. number.TakeWhile(char.IsAsciiDigit)]);
        return result.Succeeded && int.TryParse(digits, CultureInfo.InvariantCulture, out var version) ? version : null;
    }
}
