using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Infrastructure.Persistence.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Schema;

/// <summary>When a database is compared, with what, and when it cannot be.</summary>
public sealed class DatabaseDriftTests
{
    [Test]
    public async Task Drift_is_found_by_both_yardsticks_and_the_shadow_is_gone()
    {
        await using var database = await MigratedAsync();
        await database.ExecuteAsync("ALTER TABLE feedback ADD COLUMN mood text; DROP INDEX idx_sessions_created");
        var drift = DriftFixture.Drift(database);
        var before = await DriftFixture.ShadowsAsync(database);

        var shadow = await drift.CheckAsync(DriftYardstick.Shadow);
        var manifest = await drift.CheckAsync(DriftYardstick.Manifest);

        (shadow.State, shadow.Yardstick, manifest.State, manifest.Yardstick).ShouldBe((DriftState.Drift, DriftYardstick.Shadow, DriftState.Drift, DriftYardstick.Manifest));
        shadow.Differences.Select(each => each.Sentence).ShouldBe(["Column feedback.mood is not expected (text).", "Index idx_sessions_created on sessions is missing."]);
        manifest.Differences.Select(each => each.Sentence).ShouldBe(shadow.Differences.Select(each => each.Sentence));
        (await DriftFixture.ShadowsAsync(database)).Except(before).ShouldBeEmpty();
    }

    [Test]
    public async Task A_role_without_the_right_to_create_databases_compares_with_the_manifest()
    {
        await using var database = await MigratedAsync();
        var role = $"drift_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'secret'; GRANT SELECT ON \"__EFMigrationsHistory\" TO {role}; ALTER ROLE {role} SET search_path = pg_catalog; ALTER ROLE {role} SET DateStyle = 'German'");
        try
        {
            var connectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = "secret", Pooling = false }.ConnectionString;

            var report = await DriftFixture.Drift(connectionString).CheckAsync();

            (report.State, report.Yardstick).ShouldBe((DriftState.Same, DriftYardstick.Manifest), report.Sentence);
        }
        finally
        {
            await database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Test]
    public async Task Databases_that_cannot_be_compared_are_told_apart()
    {
        await using var database = await TestDatabase.CreateAsync();
        var drift = DriftFixture.Drift(database);
        (await drift.CheckAsync()).State.ShouldBe(DriftState.Empty);

        await database.ExecuteAsync("CREATE TABLE sessions (session_id uuid PRIMARY KEY)");
        (await drift.CheckAsync()).State.ShouldBe(DriftState.NotAdopted);

        await database.ExecuteAsync("DROP TABLE sessions");
        await DriftFixture.MigrateAsync(database, "WorkingCopy");
        var earlier = await drift.CheckAsync();
        (earlier.State, earlier.Pending.Count).ShouldBe((DriftState.Same, earlier.Pending.Count(each => string.CompareOrdinal(each, earlier.Applied[^1]) > 0)));
        earlier.Pending.ShouldNotBeEmpty();

        await database.ExecuteAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('20990101000000_Later', '10.0.0')");
        var later = await drift.CheckAsync();
        (later.State, later.Differences.Count).ShouldBe((DriftState.UnknownMigrations, 0));
        later.Sentence.ShouldContain("20990101000000_Later");

        await database.ExecuteAsync("DELETE FROM \"__EFMigrationsHistory\" WHERE migration_id LIKE '2099%' OR migration_id LIKE '%\\_SessionTables'");
        var gap = await drift.CheckAsync();
        gap.State.ShouldBe(DriftState.MigrationsMissing);
        gap.Sentence.ShouldContain("SessionTables is not recorded");
    }

    [Test]
    public async Task A_migration_in_another_connection_is_in_progress_and_no_drift()
    {
        await using var database = await MigratedAsync();
        await using var migrating = await database.OpenConnectionAsync();
        await using (var transaction = await migrating.BeginTransactionAsync())
        {
            await using var lockAndChange = new NpgsqlCommand("LOCK TABLE \"__EFMigrationsHistory\" IN ACCESS EXCLUSIVE MODE; ALTER TABLE feedback ADD COLUMN mood text", migrating);
            await lockAndChange.ExecuteNonQueryAsync();

            var report = await DriftFixture.Drift(database).CheckAsync();

            (report.State, report.IsCompared, report.Differences.Count).ShouldBe((DriftState.InProgress, false, 0));
            await transaction.RollbackAsync();
        }
        (await DriftFixture.Drift(database).CheckAsync()).State.ShouldBe(DriftState.Same);
    }

    [Test]
    public async Task While_migrations_run_nothing_is_ever_told_as_drift()
    {
        await using var database = await TestDatabase.CreateAsync();
        var drift = DriftFixture.Drift(database);
        await using var db = DriftFixture.Context(database);
        var migrating = Task.Run(() => db.Database.MigrateAsync());

        List<DriftReport> reports = [];
        do
            reports.Add(await drift.CheckAsync(DriftYardstick.Manifest));
        while (!migrating.IsCompleted);
        await migrating;

        reports.Where(each => each.State is not (DriftState.Empty or DriftState.InProgress or DriftState.Same)).ShouldBeEmpty();
        reports.Select(each => each.Applied.Count).Distinct().Count().ShouldBeGreaterThan(2, "it was looked at between two migrations");
        (await drift.CheckAsync()).State.ShouldBe(DriftState.Same);
    }

    [Test]
    public void Every_migration_is_committed_together_with_its_record()
    {
        using var db = new AgentBrainDbContext(new DbContextOptionsBuilder<AgentBrainDbContext>().UseNpgsql().Options);
        var migrations = db.GetService<IMigrationsAssembly>();

        migrations.Migrations
            .Where(migration => migrations.CreateMigration(migration.Value, db.Database.ProviderName!).UpOperations.OfType<SqlOperation>().Any(operation => operation.SuppressTransaction))
            .Select(migration => migration.Key)
            .ShouldBeEmpty("it would be half seen while it runs, and the shadow runs all of them in one transaction");
    }

    [Test]
    public async Task What_killed_runs_left_behind_is_dropped_after_an_hour()
    {
        await using var database = await MigratedAsync();
        var old = $"agentbrain_shadow_{DateTime.UtcNow.AddMinutes(-61):yyyyMMddHHmmss}_{Guid.NewGuid().ToString("N")[..16]}";
        var young = $"agentbrain_shadow_{DateTime.UtcNow.AddMinutes(-30):yyyyMMddHHmmss}_{Guid.NewGuid().ToString("N")[..16]}";
        await database.ExecuteAsync($"CREATE DATABASE {old}");
        await database.ExecuteAsync($"CREATE DATABASE {young}");
        try
        {
            (await DriftFixture.Drift(database).CheckAsync()).State.ShouldBe(DriftState.Same);

            var left = await DriftFixture.ShadowsAsync(database);
            left.ShouldNotContain(old);
            left.ShouldContain(young);
        }
        finally
        {
            await database.ExecuteAsync($"DROP DATABASE IF EXISTS {young}");
            await database.ExecuteAsync($"DROP DATABASE IF EXISTS {old}");
        }
    }

    [Test]
    public async Task An_interrupted_run_leaves_no_shadow()
    {
        await using var database = await MigratedAsync();
        var before = await DriftFixture.ShadowsAsync(database);
        foreach (var milliseconds in (int[])[60, 120, 200, 300])
        {
            using var interruption = new CancellationTokenSource(milliseconds);
            try
            {
                await DriftFixture.Drift(database).CheckAsync(DriftYardstick.Shadow, interruption.Token);
            }
            catch (OperationCanceledException)
            {
                // What is asked here is what it leaves behind.
            }
        }

        (await DriftFixture.ShadowsAsync(database)).Except(before).ShouldBeEmpty();
    }

    [Test]
    public async Task A_database_that_takes_no_writes_is_compared_with_the_manifest()
    {
        await using var database = await MigratedAsync();
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} SET default_transaction_read_only = on");
        var connectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString;

        var report = await DriftFixture.Drift(connectionString).CheckAsync();

        (report.State, report.Yardstick).ShouldBe((DriftState.Same, DriftYardstick.Manifest), report.Sentence);
    }

    private static async Task<TestDatabase> MigratedAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await DriftFixture.MigrateAsync(database);
        return database;
    }
}
