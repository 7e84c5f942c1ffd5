using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using AgentBrain.Infrastructure.Persistence.LocalServer;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.LocalServer;

[UnsupportedOSPlatform("windows")]
public class LocalPostgresTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly List<string> _dataDirectories = [];
    private string _parent = "";

    private LocalPostgresOptions Options => new() { DataRoot = Path.Combine(_parent, ".local") };

    [SetUp]
    public void MakeDirectory()
    {
        // The space, the quote and the dollar are there to be mistreated.
        _parent = Path.Combine("/tmp", $"agentbrain it's $HOME {RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        Directory.CreateDirectory(_parent, OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(_parent, OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    [TearDown]
    public async Task EndServersAndRemoveData()
    {
        foreach (var directory in _dataDirectories.Distinct())
        {
            if (PostmasterOf(directory) is { } pid && File.Exists($"/proc/{pid}/stat"))
            {
                using var postmaster = Process.GetProcessById(pid);
                postmaster.Kill();
            }

            await WaitUntilGoneAsync(directory);
            if (directory.StartsWith("/var/lib/agentbrain/", StringComparison.Ordinal))
                Directory.Delete(Path.GetDirectoryName(directory)!, recursive: true);
        }

        _dataDirectories.Clear();
        Directory.Delete(_parent, recursive: true);
    }

    [Test]
    public async Task First_start_creates_the_database_and_connects()
    {
        await using var server = await StartAsync();

        server.StartedHere.ShouldBeTrue();
        (await ScalarAsync(server, "SELECT current_database()")).ShouldBe("agentbrain");
        (await ScalarAsync(server, "SHOW server_encoding")).ShouldBe("UTF8");
        (await ScalarAsync(server, "SELECT lower('ПРИВЕТ, ÀÉ')")).ShouldBe("привет, àé");
        server.DataDirectory.ShouldBe(Path.Combine(Options.DataRoot, "postgres"));
    }

    [Test]
    public async Task Durability_is_on_and_other_accounts_are_kept_out()
    {
        await using var server = await StartAsync();

        foreach (var setting in (string[])["fsync", "synchronous_commit", "full_page_writes", "data_checksums"])
            (await ScalarAsync(server, $"SHOW {setting}")).ShouldBe("on", setting);
        (await ScalarAsync(server, "SHOW listen_addresses")).ShouldBe("127.0.0.1");
        (await ScalarAsync(server, "SHOW unix_socket_directories")).ShouldBe("");
        (await ScalarAsync(server, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules")).ShouldBe("scram-sha-256");
        foreach (var name in (string[])["postgres.password", "postgres.log", "postgres.lock", "postgres.users"])
            File.GetUnixFileMode(Path.Combine(Options.DataRoot, name)).ShouldBe(OwnerOnly, name);

        var guess = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(guess.ConnectionString);
        (await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync())).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Test]
    public async Task A_stopped_server_keeps_its_rows_and_its_port()
    {
        var first = await StartAsync();
        await ExecuteAsync(first, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (1), (2)");
        await first.StopAsync();
        await first.StopAsync();
        PostmasterOf(first.DataDirectory).ShouldBeNull();

        await using var second = await StartAsync();
        second.StartedHere.ShouldBeTrue();
        second.Port.ShouldBe(first.Port);
        (await ScalarAsync(second, "SELECT count(*) FROM kept")).ShouldBe(2L);
    }

    [Test]
    public async Task A_running_server_is_adopted_and_stopped_by_the_last_to_leave()
    {
        var first = await StartAsync();
        var postmaster = PostmasterOf(first.DataDirectory);
        var second = await StartAsync();

        second.StartedHere.ShouldBeFalse();
        second.Port.ShouldBe(first.Port);
        PostmasterOf(second.DataDirectory).ShouldBe(postmaster);

        await first.StopAsync();
        (await ScalarAsync(second, "SELECT 1")).ShouldBe(1);
        await second.StopAsync();
        PostmasterOf(second.DataDirectory).ShouldBeNull();
    }

    [Test]
    public async Task A_server_with_another_client_stays_up()
    {
        var server = await StartAsync();
        var stranger = new NpgsqlConnectionStringBuilder(server.ConnectionString) { ApplicationName = "psql", Pooling = false };
        await using (var connection = new NpgsqlConnection(stranger.ConnectionString))
        {
            await connection.OpenAsync();
            await server.StopAsync();
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            (await command.ExecuteScalarAsync()).ShouldBe(1);
        }

        await using var next = await StartAsync();
        next.StartedHere.ShouldBeFalse();
    }

    [Test]
    public async Task Concurrent_starts_share_one_server()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(StartAsync)));

        servers.Count(server => server.StartedHere).ShouldBe(1);
        servers.Select(server => server.Port).Distinct().Count().ShouldBe(1);
        var starts = await Task.WhenAll(servers.Select(server => ScalarAsync(server, "SELECT pg_postmaster_start_time()")));
        starts.Distinct().Count().ShouldBe(1);

        await Task.WhenAll(servers.Select(server => server.StopAsync()));
        PostmasterOf(servers[0].DataDirectory).ShouldBeNull();
    }

    [Test]
    public async Task A_killed_server_recovers_every_committed_row()
    {
        var first = await StartAsync();
        await ExecuteAsync(first, "CREATE TABLE answers (id int PRIMARY KEY)");
        var acknowledged = 0;
        var writing = Task.Run(async () =>
        {
            await using var connection = new NpgsqlConnection(first.ConnectionString);
            await connection.OpenAsync();
            for (var id = 1; ; id++)
            {
                await using var insert = new NpgsqlCommand("INSERT INTO answers VALUES ($1)", connection) { Parameters = { new() { Value = id } } };
                await insert.ExecuteNonQueryAsync();
                Volatile.Write(ref acknowledged, id);
            }
        });
        while (Volatile.Read(ref acknowledged) < 50 && !writing.IsCompleted)
            await Task.Delay(10);
        using (var postmaster = Process.GetProcessById(PostmasterOf(first.DataDirectory)!.Value))
            postmaster.Kill();

        await using var second = await StartAsync();
        await Should.ThrowAsync<NpgsqlException>(() => writing);
        second.StartedHere.ShouldBeTrue();
        var rows = (long)(await ScalarAsync(second, "SELECT count(*) FROM answers WHERE id <= " + acknowledged))!;
        rows.ShouldBe(acknowledged);
        acknowledged.ShouldBeGreaterThanOrEqualTo(50);
    }

    [Test]
    public async Task A_pid_file_that_names_a_stranger_is_no_server()
    {
        var first = await StartAsync();
        await first.StopAsync();
        // As after a crash of the machine: the number belongs to another process now.
        using var stranger = Process.Start("sleep", "60");
        await File.WriteAllTextAsync(Path.Combine(first.DataDirectory, "postmaster.pid"), $"{stranger.Id}\n{first.DataDirectory}\n1700000000\n{first.Port}\n\n127.0.0.1\n  1  2\nready   \n");
        try
        {
            await using var second = await StartAsync();
            second.StartedHere.ShouldBeTrue();
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Test]
    public async Task Another_port_is_chosen_when_the_kept_one_is_taken()
    {
        var first = await StartAsync();
        await first.StopAsync();
        using var squatter = new TcpListener(IPAddress.Loopback, first.Port);
        squatter.Start();

        await using var second = await StartAsync();
        second.Port.ShouldNotBe(first.Port);
        (await ScalarAsync(second, "SELECT 1")).ShouldBe(1);
    }

    [Test]
    public async Task A_configured_port_that_is_taken_is_reported()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;

        var error = await Should.ThrowAsync<LocalPostgresException>(() => StartAsync(Options with { Port = port }));
        error.Message.ShouldContain($"Port {port}");
        error.Message.ShouldContain("ConnectionStrings__AgentBrain");
    }

    [Test]
    public async Task Missing_programs_are_reported_with_what_to_install()
    {
        var error = await Should.ThrowAsync<LocalPostgresException>(() => StartAsync(Options with { BinaryDirectories = [_parent] }));
        error.Message.ShouldContain("Install PostgreSQL 15 or later (Debian: apt-get install postgresql) or set ConnectionStrings__AgentBrain");
    }

    [Test]
    public async Task Data_of_another_version_are_left_alone_and_reported()
    {
        var first = await StartAsync();
        await first.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(first.DataDirectory, "PG_VERSION"), "9\n");

        var error = await Should.ThrowAsync<LocalPostgresException>(StartAsync);
        error.Message.ShouldContain("made by PostgreSQL 9");
        File.Exists(Path.Combine(first.DataDirectory, "postgresql.conf")).ShouldBeTrue();
    }

    [Test]
    public async Task An_interrupted_creation_is_begun_again()
    {
        Directory.CreateDirectory(Path.Combine(Options.DataRoot, "postgres.new", "base"));
        await File.WriteAllTextAsync(Path.Combine(Options.DataRoot, "postgres.new", "PG_VERSION"), "15\n");
        if (Environment.IsPrivilegedProcess)
            File.SetUnixFileMode(Options.DataRoot, OwnerOnly | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);

        await using var server = await StartAsync();
        (await ScalarAsync(server, "SELECT 1")).ShouldBe(1);
        Directory.Exists(Path.Combine(Options.DataRoot, "postgres.new")).ShouldBeFalse();
    }

    [Test]
    public async Task A_closed_directory_serves_its_owner()
    {
        // Root has to run the server as another account, which cannot come here; everybody else runs it in place.
        File.SetUnixFileMode(_parent, OwnerOnly | UnixFileMode.UserExecute);
        var first = await StartAsync();
        await ExecuteAsync(first, "CREATE TABLE kept (id int)");
        await first.StopAsync();

        await using var second = await StartAsync();
        (await ScalarAsync(second, "SELECT count(*) FROM kept")).ShouldBe(0L);
        second.DataDirectory.ShouldStartWith(Environment.IsPrivilegedProcess ? "/var/lib/agentbrain/" : Options.DataRoot);
        File.Exists(Path.Combine(Options.DataRoot, "postgres.location.txt")).ShouldBe(Environment.IsPrivilegedProcess);
    }

    [Test]
    public async Task Recorded_data_that_are_gone_are_not_replaced_by_an_empty_database()
    {
        Directory.CreateDirectory(Options.DataRoot);
        await File.WriteAllTextAsync(Path.Combine(Options.DataRoot, "postgres.location.txt"), $"The data are in\n{_parent}/gone\n");

        var error = await Should.ThrowAsync<LocalPostgresException>(StartAsync);
        error.Message.ShouldContain($"{_parent}/gone");
    }

    private Task<LocalPostgres.Running> StartAsync() => StartAsync(Options);

    private async Task<LocalPostgres.Running> StartAsync(LocalPostgresOptions options)
    {
        var server = await LocalPostgres.StartAsync(options, NullLogger.Instance, CancellationToken.None);
        lock (_dataDirectories)
            _dataDirectories.Add(server.DataDirectory);
        return server;
    }

    private static async Task<object?> ScalarAsync(LocalPostgres.Running server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // literals of this file
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    private static async Task ExecuteAsync(LocalPostgres.Running server, string sql) => await ScalarAsync(server, sql);

    private static int? PostmasterOf(string dataDirectory)
    {
        var file = Path.Combine(dataDirectory, "postmaster.pid");
        return File.Exists(file) ? int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture) : null;
    }

    private static async Task WaitUntilGoneAsync(string dataDirectory)
    {
        for (var attempt = 0; attempt < 600 && PostmasterOf(dataDirectory) is { } pid && File.Exists($"/proc/{pid}/stat"); attempt++)
            await Task.Delay(50);
    }
}
