using System.Globalization;
using System.Net;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AgentBrain.Infrastructure.Persistence.LocalServer;

/// <summary>The files of the local server and what is done to them. Used by the holder of the start lock only.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class LocalCluster
{
    private const string RootSubstitute = "postgres";
    private const string Superuser = "agentbrain";
    private const string SettingsName = "agentbrain.conf";
    private const string LocationName = "postgres.location.txt";
    private const string FallbackRoot = "/var/lib/agentbrain";
    private const long LargestLog = 8 * 1024 * 1024;

    private readonly LocalPostgresOptions _options;
    private readonly ILogger _logger;
    private readonly string _storage;
    private readonly LocalCommand _command;
    private readonly PostgresBinaries _binaries;
    private readonly PostmasterPid _pid;

    private LocalCluster(LocalPostgresOptions options, ILogger logger, string storage, LocalCommand command, PostgresBinaries binaries)
    {
        _options = options;
        _logger = logger;
        _storage = storage;
        _command = command;
        _binaries = binaries;
        _pid = new PostmasterPid(DataDirectory, command, RunsAsync, logger);
    }

    public string DataDirectory => DataIn(_storage);

    public string LogFile => Path.Combine(_storage, "postgres.log");

    public string PasswordFile => Path.Combine(_storage, "postgres.password");

    private string SettingsFile => Path.Combine(DataDirectory, SettingsName);

    /// <summary>Finds the data that belong to the root directory, and makes them when there are none.</summary>
    public static async Task<LocalCluster> OpenAsync(string dataRoot, LocalPostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var storage = RecordedStorage(dataRoot);
        if (storage is null && Environment.IsPrivilegedProcess && !Directory.Exists(DataIn(dataRoot)))
        {
            var elsewhere = Path.Combine(FallbackRoot, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataRoot)))[..16]);
            storage = Directory.Exists(DataIn(elsewhere)) ? elsewhere : null;
        }

        storage ??= dataRoot;
        var exists = Directory.Exists(DataIn(storage));
        var version = exists ? await DataVersionAsync(storage, cancellationToken) : (int?)null;
        var binaries = await PostgresBinaries.FindAsync(options.BinaryDirectories, version, cancellationToken);
        var command = new LocalCommand(Environment.IsPrivilegedProcess ? await AccountAsync(storage, exists, cancellationToken) : null);

        if (command.Account is not null && !await CanEnterAsync(command, storage, cancellationToken))
        {
            if (exists)
            {
                throw new LocalPostgresException(
                    $"The account {command.Account}, which owns the local data in {DataIn(storage)}, can no longer enter that directory. " +
                    "Give it the right to (chmod o+x) on every directory above, or set ConnectionStrings__AgentBrain.");
            }

            storage = Path.Combine(FallbackRoot, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataRoot)))[..16]);
            CreateDirectory(FallbackRoot);
            CreateDirectory(storage);
        }

        if (storage != dataRoot)
            RecordStorage(dataRoot, storage, command.Account);

        var cluster = new LocalCluster(options, logger, storage, command, binaries);
        if (!exists)
            await cluster.CreateAsync(cancellationToken);
        else if (!File.Exists(cluster.PasswordFile))
            throw new LocalPostgresException($"The password of the local data, {cluster.PasswordFile}, is missing. Restore that file from a backup, or set ConnectionStrings__AgentBrain.");
        return cluster;
    }

    /// <summary>Makes a directory that other accounts can pass through when this process has to run the server as another one.</summary>
    public static void CreateDirectory(string path)
    {
        if (Directory.Exists(path))
            return;
        Directory.CreateDirectory(path);
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(path, Environment.IsPrivilegedProcess ? owner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : owner);
    }

    public string ConnectionString(int port, string database, string applicationName) => new NpgsqlConnectionStringBuilder
    {
        Host = IPAddress.Loopback.ToString(),
        Port = port,
        Username = Superuser,
        Password = File.ReadAllText(PasswordFile).Trim(),
        Database = database,
        ApplicationName = applicationName,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    public void LogReady(int port, bool startedHere) => _logger.LogInformation(
        "{Action} PostgreSQL {Version} on 127.0.0.1:{Port} with the data in {DataDirectory}",
        startedHere ? "Started" : "Adopted the running", _binaries.MajorVersion, port, DataDirectory);

    /// <summary>The port of the server that runs on the data, or null when none does.</summary>
    public async Task<int?> FindServerAsync(CancellationToken cancellationToken)
    {
        var giveUp = DateTime.UtcNow + _options.StartTimeout;
        while (DateTime.UtcNow < giveUp)
        {
            var lines = _pid.Read();
            if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid) || !await _pid.IsServerAsync(pid, lines, cancellationToken))
                return null;

            // The fourth line is the port; a server that has only begun to start has not written it yet.
            if (lines.Length > 3 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port))
                return port;
            await Task.Delay(50, cancellationToken);
        }

        throw new LocalPostgresException($"The local PostgreSQL server has not finished starting after {_options.StartTimeout.TotalSeconds:0} seconds; see {LogFile}.");
    }

    public async Task<int> StartServerAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(DataDirectory, "PG_VERSION")))
            throw new LocalPostgresException($"{DataDirectory} is not a PostgreSQL data directory. Restore it from a backup, or move it away to start with an empty database.");

        await PrepareLogAsync(cancellationToken);
        var giveUp = DateTime.UtcNow + _options.StartTimeout;
        var port = _options.Port ?? KeptPort();
        while (true)
        {
            await _pid.WaitForOrphansAsync(giveUp, cancellationToken);
            if (port is null || !LoopbackPort.IsFree(port.Value))
                port = _options.Port is { } wanted ? throw PortTaken(wanted) : LoopbackPort.Choose();
            await WriteSettingsAsync(port.Value, cancellationToken);

            var before = new FileInfo(LogFile).Length;
            var seconds = Math.Max(1, (int)_options.StartTimeout.TotalSeconds);
            var result = await PgCtlAsync(["start", "-w", "-s", "-t", seconds.ToString(CultureInfo.InvariantCulture), "-l", Path.GetFileName(LogFile)], _options.StartTimeout, cancellationToken);
            if (result.Succeeded)
                return port.Value;

            var log = await ReadLogAsync(before, cancellationToken);
            if (log.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal) || log.Contains("Address already in use", StringComparison.Ordinal))
            {
                if (_options.Port is { } taken)
                    throw PortTaken(taken);
                port = null;
            }
            else if (!log.Contains("is still in use", StringComparison.Ordinal) && !log.Contains("\"postmaster.pid\" already exists", StringComparison.Ordinal))
            {
                var reason = log.Split('\n').LastOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("PANIC:", StringComparison.Ordinal));
                throw new LocalPostgresException($"The local PostgreSQL server did not start: {reason?.Trim() ?? result.Summary} See {LogFile}; to use another server set ConnectionStrings__AgentBrain.");
            }

            if (DateTime.UtcNow > giveUp)
                throw new LocalPostgresException($"The local PostgreSQL server did not start within {_options.StartTimeout.TotalSeconds:0} seconds. See {LogFile}.");
            await Task.Delay(250, cancellationToken);
        }
    }

    public async Task StopServerAsync(CancellationToken cancellationToken)
    {
        if (await FindServerAsync(cancellationToken) is null)
            return;
        var result = await PgCtlAsync(["stop", "-w", "-s", "-t", "60", "-m", "fast"], TimeSpan.FromSeconds(60), cancellationToken);
        if (!result.Succeeded)
            throw new LocalPostgresException($"The local PostgreSQL server did not stop: {result.Summary}");
    }

    public async Task EnsureDatabaseAsync(int port, string database, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(port, cancellationToken);
        await using var find = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = database } } };
        if (await find.ExecuteScalarAsync(cancellationToken) is not null)
            return;
        var quoted = '"' + database.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
#pragma warning disable CA2100 // a name cannot be a parameter; it is quoted
        await using var create = new NpgsqlCommand($"CREATE DATABASE {quoted}", connection);
#pragma warning restore CA2100
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Whether anyone is connected but the connections that carry our application name. A server that cannot be reached has no clients; one that turns us away has.</summary>
    public async Task<bool> HasOtherClientsAsync(int port, string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await ConnectAsync(port, cancellationToken);
            await using var count = new NpgsqlCommand(
                "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND application_name IS DISTINCT FROM $1", connection)
            {
                Parameters = { new() { Value = new NpgsqlConnectionStringBuilder(connectionString).ApplicationName } },
            };
            return await count.ExecuteScalarAsync(cancellationToken) is long and > 0;
        }
        catch (NpgsqlException exception)
        {
            return exception is PostgresException;
        }
    }

    private static string DataIn(string storage) => Path.Combine(storage, "postgres");

    private static string? RecordedStorage(string dataRoot)
    {
        var note = Path.Combine(dataRoot, LocationName);
        if (!File.Exists(note) || File.ReadLines(note).FirstOrDefault(line => line.StartsWith('/')) is not { } recorded)
            return null;
        recorded = Path.TrimEndingDirectorySeparator(recorded.Trim());
        if (!Directory.Exists(recorded))
        {
            throw new LocalPostgresException(
                $"{note} says that the local data are in {recorded}, but they are not there. " +
                "Restore that directory from a backup, or delete the note to start with an empty database.");
        }

        return recorded;
    }

    private static void RecordStorage(string dataRoot, string storage, string? account)
    {
        var note = Path.Combine(dataRoot, LocationName);
        if (!File.Exists(note))
            File.WriteAllText(note, $"The data of the local PostgreSQL server are in\n{storage}\nbecause the account {account}, which runs it, cannot enter this directory.\n");
    }

    /// <summary>The account that runs the server when this process is root, which PostgreSQL refuses: the owner of the data, or <c>postgres</c>.</summary>
    private static async Task<string> AccountAsync(string storage, bool exists, CancellationToken cancellationToken)
    {
        var self = new LocalCommand(null);
        if (exists)
        {
            var owner = await self.RunAsync("stat", ["-c", "%U", DataIn(storage)], cancellationToken);
            if (owner.Succeeded && owner.Output.Trim() is var name and not "UNKNOWN")
            {
                return name != "root" ? name : throw new LocalPostgresException(
                    $"The local data in {DataIn(storage)} belong to root, as which PostgreSQL does not run. Give them to the account {RootSubstitute} (chown -R) or set ConnectionStrings__AgentBrain.");
            }
        }

        var known = await self.RunAsync("id", ["-u", RootSubstitute], cancellationToken);
        return known.Succeeded ? RootSubstitute : throw new LocalPostgresException(
            $"PostgreSQL does not run as root, and there is no account named {RootSubstitute} to run it as. " +
            "Run the application as an ordinary user, create that account, or set ConnectionStrings__AgentBrain.");
    }

    private static async Task<bool> CanEnterAsync(LocalCommand command, string directory, CancellationToken cancellationToken) =>
        (await command.RunAsync("test", ["-x", directory + "/."], cancellationToken)).Succeeded;

    private static async Task<int> DataVersionAsync(string storage, CancellationToken cancellationToken)
    {
        var file = Path.Combine(DataIn(storage), "PG_VERSION");
        if (!File.Exists(file))
        {
            // A directory of another account looks empty; say so rather than that it is broken.
            _ = Directory.EnumerateFileSystemEntries(DataIn(storage)).Any();
            throw new LocalPostgresException($"{DataIn(storage)} is not a PostgreSQL data directory. Restore it from a backup, or move it away to start with an empty database.");
        }

        var text = (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
        return int.TryParse(text, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new LocalPostgresException($"{file} does not name a PostgreSQL version ({text}). Restore the data from a backup.");
    }

    /// <summary>Makes the data beside their final place, so that an interrupted attempt is never taken for a database.</summary>
    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        var fresh = DataDirectory + ".new";
        var passwordCopy = PasswordFile + ".new";
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);

        // A password that is there already may belong to data that were moved away.
        if (!File.Exists(PasswordFile) || new FileInfo(PasswordFile).Length == 0)
            await WritePrivateAsync(PasswordFile, RandomNumberGenerator.GetHexString(48, lowercase: true) + "\n", cancellationToken);
        try
        {
            if (_command.Account is { } account)
                await AsSelfAsync("install", ["-m", "600", "-o", account, PasswordFile, passwordCopy], cancellationToken);
            else
                File.Copy(PasswordFile, passwordCopy, overwrite: true);

            var problem = "";
            foreach (var locale in (string[])["C.UTF-8", "en_US.UTF-8", "C"])
            {
                await MakePrivateDirectoryAsync(fresh, cancellationToken);
                var result = await _command.RunAsync(
                    _binaries.Initdb,
                    ["--pgdata", fresh, "--username", Superuser, "--pwfile", passwordCopy, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale-provider", "libc", "--locale", locale, "--lc-messages", "C", "--data-checksums"],
                    _storage, null, TimeSpan.FromMinutes(5), cancellationToken);
                problem = result.Succeeded ? "" : result.Summary;
                if (result.Succeeded || !result.Error.Contains("locale", StringComparison.Ordinal))
                    break;
                Directory.Delete(fresh, recursive: true);
            }

            if (problem.Length > 0)
                throw new LocalPostgresException($"The local database could not be created in {_storage}: {problem}");
        }
        finally
        {
            File.Delete(passwordCopy);
        }

        await File.AppendAllTextAsync(Path.Combine(fresh, "postgresql.conf"), $"\ninclude_if_exists = '{SettingsName}'\t# written by the application at every start\n", cancellationToken);
        Directory.Move(fresh, DataDirectory);

        // Nothing may be stored before the new name of the directory is.
        await AsSelfAsync("sync", [], cancellationToken);
        _logger.LogInformation("Created a local PostgreSQL {Version} database in {DataDirectory}", _binaries.MajorVersion, DataDirectory);
    }

    private async Task MakePrivateDirectoryAsync(string path, CancellationToken cancellationToken)
    {
        if (_command.Account is { } account)
            await AsSelfAsync("install", ["-d", "-m", "700", "-o", account, path], cancellationToken);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Makes an empty file that belongs to the account of the server.</summary>
    private async Task MakePrivateFileAsync(string path, CancellationToken cancellationToken)
    {
        if (_command.Account is { } account)
            await AsSelfAsync("install", ["-m", "600", "-o", account, "/dev/null", path], cancellationToken);
        else
            await WritePrivateAsync(path, "", cancellationToken);
    }

    private static async Task WritePrivateAsync(string path, string text, CancellationToken cancellationToken)
    {
        File.Delete(path);
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        file.Flush(flushToDisk: true);
    }

    private static async Task AsSelfAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var result = await new LocalCommand(null).RunAsync(program, arguments, "/", null, TimeSpan.FromSeconds(60), cancellationToken);
        if (!result.Succeeded)
            throw new LocalPostgresException($"The local database could not be prepared: {result.Summary}");
    }

    private async Task PrepareLogAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(LogFile) && new FileInfo(LogFile).Length > LargestLog)
            File.Move(LogFile, LogFile + ".1", overwrite: true);
        if (!File.Exists(LogFile))
            await MakePrivateFileAsync(LogFile, cancellationToken);
    }

    private async Task<string> ReadLogAsync(long from, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(Math.Min(from, file.Length), SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private int? KeptPort()
    {
        if (!File.Exists(SettingsFile))
            return null;
        var line = File.ReadLines(SettingsFile).FirstOrDefault(line => line.StartsWith("port = ", StringComparison.Ordinal));
        return int.TryParse(line?[7..], CultureInfo.InvariantCulture, out var port) ? port : null;
    }

    private async Task WriteSettingsAsync(int port, CancellationToken cancellationToken)
    {
        // Durability (fsync, synchronous_commit, full_page_writes) stays at PostgreSQL's safe defaults.
        if (!File.Exists(SettingsFile))
            await MakePrivateFileAsync(SettingsFile, cancellationToken);
        await File.WriteAllTextAsync(
            SettingsFile,
            $"""
            # Written by the application at every start. Put settings of your own into postgresql.conf.
            listen_addresses = '127.0.0.1'
            port = {port}
            unix_socket_directories = ''

            """,
            cancellationToken);
    }

    private static LocalPostgresException PortTaken(int port) =>
        new($"Port {port}, which the local PostgreSQL server is to use, is taken by another program. End that program, choose another port or none, or set ConnectionStrings__AgentBrain.");

    private async Task<bool> RunsAsync(CancellationToken cancellationToken) =>
        (await PgCtlAsync(["status"], TimeSpan.FromSeconds(15), cancellationToken)).Succeeded;

    private Task<LocalCommand.Result> PgCtlAsync(string[] arguments, TimeSpan timeout, CancellationToken cancellationToken) =>
        // The directory goes through the environment: pg_ctl would hand it to a shell otherwise.
        _command.RunAsync(_binaries.PgCtl, arguments, _storage, new Dictionary<string, string> { ["PGDATA"] = DataDirectory }, timeout + TimeSpan.FromSeconds(10), cancellationToken);

    private async Task<NpgsqlConnection> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString(port, "postgres", "agentbrain-local-server")) { Pooling = false, Timeout = 5 };
        var connection = new NpgsqlConnection(builder.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
