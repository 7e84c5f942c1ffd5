using System.Net;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Infrastructure.Persistence.Backups;
using AgentBrain.Web.Commands;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AgentBrain.Web.Tests.Commands;

/// <summary>A backup is made and restored, as on the day when it is needed: by a role that is no superuser, while the application runs.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class BackupTests
{
    private string _folder = null!;

    private string File => Path.Combine(_folder, "agentbrain.dump");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("agentbrain-backup-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task What_is_restored_is_what_was_backed_up_and_the_application_goes_on()
    {
        await using var database = await OwnedDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        using var ona = app.NewRespondent();
        await ona.StartAsync("lt");
        await ona.AnswerAsync("Poilsiui su šeima.");
        using var author = await app.NewStaffAsync("Administrator");
        await PublishAsync(app, "before");

        var backup = await RunAsync(database, "db", "backup", "--to", File);
        backup.Code.ShouldBe(0, backup.Error);
        backup.Output.ShouldMatch("(?m)^ +1  sessions$");
        System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(_folder).ShouldBe([File]);
        var then = await database.ChecksumsAsync();

        await ona.AnswerAsync("Dviese.");
        using var jonas = app.NewRespondent();
        await jonas.StartAsync("en");
        var lost = await PublishAsync(app, "lost");
        var now = await database.ChecksumsAsync();
        now.ShouldNotBe(then);

        var restored = await RunAsync(database, "db", "restore", File, "--yes");

        restored.Code.ShouldBe(0, restored.Error);
        (await database.ChecksumsAsync()).ShouldBe(then);
        var kept = KeptAs().Match(restored.Output).Groups[1].Value;
        (await database.NamesAsync()).ShouldBe([database.Name, kept], ignoreOrder: true);
        (await database.ChecksumsAsync(kept)).ShouldBe(now);
        restored.Output.ShouldNotContain("pending");

        // The application has gone on running all the while.
        await ona.OpenAsync(ona.InterviewPath);
        await ona.AnswerAsync("Keturiese.");
        (await app.AnswersAsync(ona.SessionId)).ShouldBe(["Poilsiui su šeima.", "Keturiese."]);
        (await author.OpenAsync("/admin/brain/try")).Status.ShouldBe(HttpStatusCode.OK);
        (await jonas.OpenAsync(jonas.InterviewPath)).Status.ShouldBe(HttpStatusCode.NotFound);
        await jonas.StartAsync("en");
        (await PublishAsync(app, "afterwards")).ShouldBeGreaterThan(lost, "nodes remember brains by their numbers");
    }

    [Test]
    public async Task What_a_superuser_restores_belongs_to_the_role_of_the_application_again()
    {
        await using var database = await OwnedDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        app.StartServer();
        (await RunAsync(database, "db", "backup", "--to", File)).Code.ShouldBe(0);
        var superuser = new NpgsqlConnectionStringBuilder(SharedApp.Database.ConnectionString) { Database = database.Name }.ConnectionString;

        var restored = await RunAsync(superuser, ["db", "restore", File, "--yes"]);

        restored.Code.ShouldBe(0, restored.Error);
        restored.Output.ShouldContain($"It belongs to the role {database.Role}. Grants to other roles");
        (await database.NamesAsync()).ShouldBe([database.Name, KeptAs().Match(restored.Output).Groups[1].Value], ignoreOrder: true);
        using var ona = app.NewRespondent();
        await ona.StartAsync("lt");
        await PublishAsync(app, "afterwards");
    }

    [Test]
    public async Task No_number_is_given_out_twice_while_nodes_go_on_writing()
    {
        await using var database = await OwnedDatabase.CreateAsync();
        await using (var app = new AgentBrainApp(database.ConnectionString))
            app.StartServer();
        (await RunAsync(database, "db", "backup", "--to", File)).Code.ShouldBe(0);
        using var over = new CancellationTokenSource();
        var numbers = TakeNumbersAsync(database.ConnectionString, over.Token);

        var restored = await RunAsync(database, "db", "restore", File, "--yes");
        await Task.Delay(TimeSpan.FromSeconds(1));
        await over.CancelAsync();

        restored.Code.ShouldBe(0, restored.Error);
        var (given, connected) = await numbers;
        connected.ShouldBeGreaterThan(1, "the restore ends all sessions");
        given.ShouldBe(given.Distinct().Order());
    }

    [Test]
    public async Task A_backup_is_restored_where_there_is_no_database()
    {
        await using var database = await OwnedDatabase.CreateAsync();
        await using (var app = new AgentBrainApp(database.ConnectionString))
            app.StartServer();
        (await RunAsync(database, "db", "backup", "--to", File)).Code.ShouldBe(0);
        var then = await database.ChecksumsAsync();
        await database.OnServerAsync($"DROP DATABASE {database.Name} WITH (FORCE)");

        var restored = await RunAsync(database, "db", "restore", File, "--yes");

        restored.Code.ShouldBe(0, restored.Error);
        restored.Output.ShouldNotContain("kept");
        (await database.ChecksumsAsync()).ShouldBe(then);
    }

    [Test]
    public async Task What_cannot_be_done_changes_nothing_and_says_why()
    {
        await using var database = await OwnedDatabase.CreateAsync();
        await using (var app = new AgentBrainApp(database.ConnectionString))
            app.StartServer();
        (await RunAsync(database, "db", "backup", "--to", File)).Code.ShouldBe(0);
        var bytes = await System.IO.File.ReadAllBytesAsync(File);

        await RefusedAsync("is there already", "db", "backup", "--to", File);
        await RefusedAsync("cannot be written", "db", "backup", "--to", Path.Combine(_folder, "nowhere", "file"));
        var interrupted = Path.Combine(_folder, "interrupted");
        await System.IO.File.WriteAllTextAsync(interrupted + ".partial", "");
        await RefusedAsync("delete it", "db", "backup", "--to", interrupted);
        System.IO.File.Delete(interrupted + ".partial");

        await RefusedAsync("add --yes", "db", "restore", File);
        await RefusedAsync("is not a backup", "db", "restore", Path.Combine(_folder, "nothing"), "--yes");
        var half = Path.Combine(_folder, "half");
        await System.IO.File.WriteAllBytesAsync(half, bytes[..(bytes.Length / 2)]);
        await RefusedAsync("nothing was changed", "db", "restore", half, "--yes");

        await database.OnServerAsync($"ALTER ROLE {database.Role} NOCREATEDB");
        await RefusedAsync($"ALTER ROLE {database.Role} CREATEDB", "db", "restore", File, "--yes");
        await database.OnServerAsync($"ALTER ROLE {database.Role} CREATEDB");

        await using (var stranger = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(SharedApp.Database.ConnectionString) { Database = database.Name, Pooling = false }.ConnectionString))
        {
            await stranger.OpenAsync();
            await RefusedAsync("Somebody is connected", "db", "restore", File, "--yes");
        }

        (await System.IO.File.ReadAllBytesAsync(File)).ShouldBe(bytes);
        Directory.GetFiles(_folder).ShouldBe([File, half], ignoreOrder: true);
        (await database.NamesAsync()).ShouldBe([database.Name]);

        async Task RefusedAsync(string because, params string[] args)
        {
            var before = await database.ChecksumsAsync();
            var done = await RunAsync(database, args);
            (done.Code, done.Output).ShouldBe((1, ""));
            done.Error.ShouldContain(because);
            done.Error.ShouldNotContain("   at ", Case.Sensitive, "a stack trace");
            (await database.ChecksumsAsync()).ShouldBe(before);
        }
    }

    [Test]
    public async Task A_backup_of_a_later_release_is_refused_and_one_of_an_earlier_release_says_what_is_to_be_done()
    {
        await using var database = await OwnedDatabase.CreateAsync();
        await using (var app = new AgentBrainApp(database.ConnectionString))
            app.StartServer();
        var connection = new DatabaseConnection(database.ConnectionString);
        var later = Path.Combine(_folder, "later");
        await ExecuteAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231000000_Later', '20.0.0')");
        await new DatabaseBackup(connection).WriteAsync(later, CancellationToken.None);
        await ExecuteAsync("DELETE FROM \"__EFMigrationsHistory\" WHERE migration_id IN (SELECT migration_id FROM \"__EFMigrationsHistory\" ORDER BY 1 DESC LIMIT 2)");
        await new DatabaseBackup(connection).WriteAsync(File, CancellationToken.None);

        (await RunAsync(database, "db", "restore", later, "--yes")).Error.ShouldContain("29991231000000_Later");
        (await database.NamesAsync()).ShouldBe([database.Name]);
        (await RunAsync(database, "db", "restore", File, "--yes")).Output.ShouldContain("1 migrations are pending");

        async Task ExecuteAsync(string sql)
        {
            await using var opened = await connection.OpenUnpooledAsync(CancellationToken.None);
            await using var command = new NpgsqlCommand(sql, opened);
            await command.ExecuteNonQueryAsync();
        }
    }

    [Test]
    public async Task Without_the_programs_of_PostgreSQL_it_says_which_ones_to_install()
    {
        var backup = new DatabaseBackup(new DatabaseConnection(SharedApp.Database.ConnectionString)) { ProgramDirectories = [_folder] };

        var exception = await Should.ThrowAsync<BackupException>(() => backup.WriteAsync(File, CancellationToken.None));

        exception.Message.ShouldContain("apt-get install postgresql-client-");
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    [Test]
    public async Task A_backup_that_is_interrupted_leaves_no_file()
    {
        using var interrupted = new CancellationTokenSource();
        var backup = new DatabaseBackup(new DatabaseConnection(SharedApp.Database.ConnectionString)).WriteAsync(File, interrupted.Token);
        while (!System.IO.File.Exists(File + ".partial") && !backup.IsCompleted)
            await Task.Delay(1);

        await interrupted.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => backup);
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    private static async Task<(List<long> Given, int Connected)> TakeNumbersAsync(string connectionString, CancellationToken over)
    {
        var given = new List<long>();
        var connected = 0;
        while (!over.IsCancellationRequested)
        {
            try
            {
                await using var connection = await new DatabaseConnection(connectionString).OpenUnpooledAsync(CancellationToken.None);
                connected++;
                await using var next = new NpgsqlCommand("SELECT nextval(pg_get_serial_sequence('brain_revisions', 'id'))", connection);
                while (!over.IsCancellationRequested)
                    given.Add((long)(await next.ExecuteScalarAsync(CancellationToken.None))!);
            }
            catch (NpgsqlException)
            {
                // Disconnected, or between two names.
            }
        }
        return (given, connected);
    }

    private static Task<int> PublishAsync(AgentBrainApp app, string note) => app.ReadAsync(async db =>
    {
        var document = (await db.BrainRevisions.AsNoTracking().OrderBy(revision => revision.Id).FirstAsync()).Document;
        var revision = BrainRevision.Publish(document, note, DateTimeOffset.UtcNow);
        db.BrainRevisions.Add(revision);
        await db.SaveChangesAsync();
        return revision.Id;
    });

    private static Task<(int Code, string Output, string Error)> RunAsync(OwnedDatabase database, params string[] args) => RunAsync(database.ConnectionString, args);

    private static async Task<(int Code, string Output, string Error)> RunAsync(string connectionString, string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var console = new CommandConsole(TextReader.Null, output, error)
        {
            Settings = new Dictionary<string, string?> { ["ConnectionStrings:AgentBrain"] = connectionString },
        };
        var code = await CommandLine.RunAsync(args, console);
        return (code, output.ToString(), error.ToString());
    }

    [GeneratedRegex("is kept as ([^.]+)\\.")]
    private static partial Regex KeptAs();
}
