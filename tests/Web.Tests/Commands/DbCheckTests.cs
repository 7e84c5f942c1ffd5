using AgentBrain.Web.Tests.Support;
using Npgsql;

namespace AgentBrain.Web.Tests.Commands;

/// <summary><c>db status</c> and <c>db check</c>.</summary>
public sealed class DbCheckTests
{
    [Test]
    public async Task The_state_of_a_database_is_shown()
    {
        var done = await CommandRun.OnAsync(SharedApp.Database.ConnectionString, "", "db", "status");

        (done.Code, done.Error).ShouldBe((0, ""));
        done.Output.ShouldContain(SharedApp.Database.Name);
        done.Output.ShouldMatch("(?m)^Server +PostgreSQL \\d+");
        done.Output.ShouldMatch("synchronous_commit = (on|off)");
        done.Output.ShouldMatch("(?m)^Migrations +\\d+ applied, 0 pending$");
    }

    [Test]
    public async Task An_empty_database_has_a_state_too_and_is_not_ready()
    {
        await using var empty = await TestDatabase.CreateAsync();

        var status = await CommandRun.OnAsync(empty.ConnectionString, "", "db", "status");
        (status.Code, status.Error).ShouldBe((0, ""));
        status.Output.ShouldContain(" 0 applied,");
        status.Output.ShouldContain("pending  20261123032731_BrainTables");

        var check = await CommandRun.OnAsync(empty.ConnectionString, "", "db", "check");
        (check.Code, check.Output).ShouldBe((1, ""));
        check.Error.ShouldContain("Apply them with 'db migrate'.");
        await using var connection = await empty.OpenConnectionAsync();
        await using var tables = new NpgsqlCommand("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", connection);
        (await tables.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Test]
    public async Task Drift_and_unsafe_settings_need_attention_and_the_check_of_the_day_is_kept()
    {
        await using var database = await TestDatabase.CreateAsync();
        var durable = database.ConnectionString + ";Options=-c synchronous_commit=on";
        (await CommandRun.OnAsync(durable, "", "db", "migrate")).Code.ShouldBe(0);

        var first = await CommandRun.OnAsync(durable, "", "db", "check");
        first.Output.ShouldMatch("(?m)^ok    migrations ");
        first.Output.ShouldMatch("(?m)^ok    drift       None at ");

        await database.ExecuteAsync("DROP INDEX idx_feedback_rating");
        (await CommandRun.OnAsync(durable, "", "db", "check")).Output.ShouldBe(first.Output, "The check of the day is not made again.");
        await database.ExecuteAsync("UPDATE drift_checks SET checked_at = checked_at - interval '25 hours'");
        var later = await CommandRun.OnAsync(durable, "", "db", "check");
        later.Code.ShouldBe(2);
        later.Output.ShouldMatch("(?m)^!     drift       1 difference at .*See 'db drift'.$");

        var unsafely = await CommandRun.OnAsync(database.ConnectionString + ";Options=-c synchronous_commit=off", "", "db", "check");
        unsafely.Code.ShouldBe(2);
        unsafely.Output.ShouldMatch("(?m)^!     durability  synchronous_commit = off. What was confirmed");
    }
}
