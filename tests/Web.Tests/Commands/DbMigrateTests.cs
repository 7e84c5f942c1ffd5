using System.Diagnostics;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AgentBrain.Web.Tests.Commands;

/// <summary>Migrations on real databases, by several nodes at once, and killed in the middle.</summary>
public sealed class DbMigrateTests
{
    private const int Times = 20;
    private const string NothingToDo = "Nothing to do: every migration is applied.\n";

    [Test]
    public async Task Two_nodes_migrate_at_once_and_one_of_them_applies_each_time()
    {
        // Three migrations are enough to meet in.
        await using var before = await TestDatabase.CreateAsync();
        await MigrateAsync(before.ConnectionString, migrations => migrations[^4]);

        for (var time = 0; time < Times; time++)
        {
            await using var database = await TestDatabase.CopyOfAsync(before);

            var done = await Task.WhenAll(
                Task.Run(() => CommandRun.OnAsync(database.ConnectionString, "", "db", "migrate")),
                Task.Run(() => CommandRun.OnAsync(database.ConnectionString, "", "db", "migrate")));

            done.Select(run => (run.Code, run.Error)).ShouldAllBe(run => run.Code == 0 && run.Error == "", $"at time {time}");
            done.Count(run => run.Output.EndsWith("3 migrations were applied.\n", StringComparison.Ordinal)).ShouldBe(1, $"at time {time}");
            done.Count(run => run.Output == NothingToDo).ShouldBe(1, $"at time {time}");
        }
    }

    [Test]
    public async Task What_was_killed_in_the_middle_of_a_migration_is_finished_by_the_next()
    {
        await using var database = await TestDatabase.CreateAsync();
        await MigrateAsync(database.ConnectionString, migrations => migrations.Single(name => name.EndsWith("_SkillLearnedRuleColumns", StringComparison.Ordinal)));

        await using (var user = await database.OpenConnectionAsync())
        {
            await using var transaction = await user.BeginTransactionAsync();
            await using var use = new NpgsqlCommand("SELECT FROM feedback", user, transaction);
            await use.ExecuteNonQueryAsync();
            using var migrating = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AgentBrain.Web.dll"), "db", "migrate"])
            {
                WorkingDirectory = AppContext.BaseDirectory,
                Environment = { ["ConnectionStrings__AgentBrain"] = database.ConnectionString },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            // Within a transaction what it shows would stay as it was.
            await using var watch = await database.OpenConnectionAsync();
            await UntilAsync(watch, "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
            migrating.Kill();
            await migrating.WaitForExitAsync();
        }

        var done = await CommandRun.OnAsync(database.ConnectionString, "", "db", "migrate");

        (done.Code, done.Error).ShouldBe((0, ""));
        done.Output.ShouldContain("_Foundation\n");
        (await CommandRun.OnAsync(database.ConnectionString, "", "db", "migrate")).Output.ShouldBe(NothingToDo);
    }

    [Test]
    public async Task Whoever_waits_for_too_long_learns_who_is_migrating()
    {
        await using var database = await TestDatabase.CreateAsync();
        var holder = new DatabaseConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { ApplicationName = "another node" }.ConnectionString);
        await using var turn = await DatabaseLock.TakeAsync(holder, DatabaseLock.Schema, TimeSpan.FromSeconds(5), CancellationToken.None);

        var done = await CommandRun.OnAsync(database.ConnectionString, "", "db", "migrate", "--wait", "0");

        (done.Code, done.Output).ShouldBe((1, ""));
        done.Error.ShouldMatch("Another program changes the schema .*another node.*try again");
    }

    [Test]
    public async Task A_table_in_use_is_not_waited_for_for_ever()
    {
        await using var database = await TestDatabase.CreateAsync();
        await MigrateAsync(database.ConnectionString, migrations => migrations.Single(name => name.EndsWith("_SkillLearnedRuleColumns", StringComparison.Ordinal)));
        await using var user = await database.OpenConnectionAsync();
        await using var transaction = await user.BeginTransactionAsync();
        await using var use = new NpgsqlCommand("SELECT FROM feedback", user, transaction);
        await use.ExecuteNonQueryAsync();

        var done = await CommandRun.OnAsync(database.ConnectionString + ";Options=-c lock_timeout=50ms", "", "db", "migrate");

        (done.Code, done.Output).ShouldBe((1, ""));
        done.Error.ShouldMatch("_Foundation could not be applied: .*apply it again when long-running queries have ended");
        await transaction.RollbackAsync();
        (await CommandRun.OnAsync(database.ConnectionString, "", "db", "migrate")).Code.ShouldBe(0);
    }

    [Test]
    public async Task A_database_of_the_earlier_service_is_left_to_adoption()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE sessions (session_id uuid PRIMARY KEY)");

        var done = await CommandRun.OnAsync(database.ConnectionString, "", "db", "migrate");

        (done.Code, done.Output).ShouldBe((1, ""));
        done.Error.ShouldContain("db adopt --plan");
    }

    private static async Task MigrateAsync(string connectionString, Func<IReadOnlyList<string>, string> to)
    {
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(connectionString + ";Pooling=false");
        await using var context = new AgentBrainDbContext(options.Options);
        await context.GetService<IMigrator>().MigrateAsync(to([.. context.Database.GetMigrations()]));
    }

    private static async Task UntilAsync(NpgsqlConnection connection, string condition)
    {
        await using var command = new NpgsqlCommand(condition, connection);
        for (var waited = Stopwatch.StartNew(); await command.ExecuteScalarAsync() is not true; await Task.Delay(20))
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), condition);
    }
}
