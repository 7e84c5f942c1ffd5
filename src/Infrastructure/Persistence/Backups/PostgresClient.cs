using System.Globalization;
using System.Text.RegularExpressions;
using AgentBrain.Infrastructure.Persistence.LocalServer;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.Backups;

/// <summary>The programs <c>pg_dump</c> and <c>pg_restore</c> for the server that a connection leads to.</summary>
internal sealed partial class PostgresClient
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    // Where the certificates of the system are, which Npgsql looks at by itself and the programs do not.
    private static readonly string[] SystemCertificates = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"];

    // What Npgsql takes from the environment where the connection string is silent.
    private static readonly string[] Inherited = ["PGUSER", "PGPASSWORD", "PGPASSFILE", "PGSSLCERT", "PGSSLKEY", "PGSSLROOTCERT", "PGOPTIONS"];

    private readonly string _directory;
    private readonly Dictionary<string, string> _environment;

    private PostgresClient(string directory, Dictionary<string, string> environment) => (_directory, _environment) = (directory, environment);

    /// <summary>Finds the programs that fit the server best: of its version, else of the next one.</summary>
    /// <param name="connection">An open connection to the server.</param>
    /// <param name="settings">With what it was opened; an open connection no longer tells its password.</param>
    /// <param name="directories">Where they are looked for; the usual places when null.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="BackupException">There are none, or all are older than the server.</exception>
    public static async Task<PostgresClient> FindAsync(
        NpgsqlConnection connection, NpgsqlConnectionStringBuilder settings, IReadOnlyList<string>? directories, CancellationToken cancellationToken)
    {
        var server = connection.PostgreSqlVersion.Major;
        var found = new List<(string Directory, int Version)>();
        foreach (var directory in (directories ?? await PostgresBinaries.UsualDirectoriesAsync(cancellationToken)).Distinct())
        {
            if (File.Exists(Path.Combine(directory, "pg_dump")) && File.Exists(Path.Combine(directory, "pg_restore")) && await VersionAsync(directory, cancellationToken) is { } version)
                found.Add((directory, version));
        }

        // One that is much newer than the server writes settings that the server does not know.
        var fitting = found.Where(programs => programs.Version >= server).OrderBy(programs => programs.Version).ToList();
        if (fitting.Count > 0)
            return new PostgresClient(fitting[0].Directory, Environment(connection, settings));
        var there = found.Count == 0 ? "are not installed" : $"are of version {string.Join(", ", found.Select(programs => programs.Version).Distinct())}";
        throw new BackupException(
            $"The server is PostgreSQL {server}, and pg_dump and pg_restore {there} on this machine. Install them in the server's version (Debian: apt-get install postgresql-client-{server}).");
    }

    public Task<LocalCommand.Result> DumpAsync(string database, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RunAsync("pg_dump", database, arguments, cancellationToken);

    public Task<LocalCommand.Result> RestoreAsync(string? database, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RunAsync("pg_restore", database, arguments, cancellationToken);

    private async Task<LocalCommand.Result> RunAsync(string program, string? database, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(_environment);
        if (database is not null)
            environment["PGDATABASE"] = database;
        try
        {
            return await new LocalCommand(null).RunAsync(Path.Combine(_directory, program), arguments, "/", environment, Longest, cancellationToken);
        }
        catch (LocalPostgresException exception)
        {
            throw new BackupException(exception.Message, exception);
        }
    }

    private static async Task<int?> VersionAsync(string directory, CancellationToken cancellationToken)
    {
        // "pg_dump (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)"
        var result = await new LocalCommand(null).RunAsync(Path.Combine(directory, "pg_dump"), ["--version"], cancellationToken);
        var version = MajorVersion().Match(result.Output);
        return result.Succeeded && version.Success ? int.Parse(version.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    // Everything goes through the environment, which no other account can read: arguments can be read by all.
    private static Dictionary<string, string> Environment(NpgsqlConnection connection, NpgsqlConnectionStringBuilder settings)
    {
        var environment = new Dictionary<string, string>();
        foreach (var name in Inherited)
            Set(name, System.Environment.GetEnvironmentVariable(name));

        // Of several hosts the one that was found.
        Set("PGHOST", connection.Host);
        Set("PGPORT", connection.Port.ToString(CultureInfo.InvariantCulture));
        Set("PGUSER", settings.Username);
        Set("PGPASSWORD", settings.Password);
        Set("PGPASSFILE", settings.Passfile);
        Set("PGOPTIONS", settings.Options);
        Set("PGAPPNAME", "agentbrain-backup");
        Set("PGCONNECT_TIMEOUT", settings.Timeout.ToString(CultureInfo.InvariantCulture));
        Set("PGSSLMODE", settings.SslMode switch
        {
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            var mode => mode.ToString().ToLowerInvariant(),
        });
        if (settings.SslMode is SslMode.VerifyCA or SslMode.VerifyFull)
            Set("PGSSLROOTCERT", settings.RootCertificate ?? environment.GetValueOrDefault("PGSSLROOTCERT") ?? Array.Find(SystemCertificates, File.Exists));
        Set("PGSSLCERT", settings.SslCertificate);
        Set("PGSSLKEY", settings.SslKey);
        if (settings.GssEncryptionMode == GssEncryptionMode.Disable)
            Set("PGGSSENCMODE", "disable");
        return environment;

        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                environment[name] = value;
        }
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex MajorVersion();
}
