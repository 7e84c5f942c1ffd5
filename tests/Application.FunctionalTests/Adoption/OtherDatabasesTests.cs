using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Infrastructure.Persistence.Adoption;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Adoption;

/// <summary>Databases that are no legacy database, or only in part, and those that somebody else is using.</summary>
public sealed class OtherDatabasesTests : AdoptionTest
{
    [Test]
    public async Task An_empty_database_has_nothing_to_adopt()
    {
        await using var database = await TestDatabase.CreateAsync();
        var schema = await SchemaAsync(database);

        (await AdoptAsync(database)).Plan.NothingToDo.ShouldBe("The database is empty: there is nothing to adopt. 'db migrate' builds it.");

        (await SchemaAsync(database)).ShouldBe(schema);
    }

    [Test]
    public async Task A_database_of_somebody_else_is_left_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE orders (id integer); CREATE FUNCTION update_updated_at_column() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$");

        (await AdoptAsync(database)).Plan.NothingToDo.ShouldBe("The database has none of the legacy service's tables: there is nothing to adopt.");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_start_on_a_database_that_was_not_adopted_says_what_to_do(bool migrate)
    {
        await using var database = await LegacyDatabase.CreateAsync(LegacyState.Before003);
        var schema = await SchemaAsync(database);

        (await Should.ThrowAsync<DatabaseNotReadyException>(() => StartAsync(database, migrate))).Message.ShouldContain("db adopt --plan");

        (await SchemaAsync(database)).ShouldBe(schema);
        (await TextAsync(database, "SELECT to_regclass('\"__EFMigrationsHistory\"')::text")).ShouldBeNull();
    }

    [Test]
    public async Task A_database_of_ours_has_nothing_to_adopt()
    {
        await using var database = await TestDatabase.CreateAsync();
        await MigrateToAsync(database, "WorkingCopy");

        (await AdoptAsync(database)).Plan.NothingToDo!.ShouldMatch("^This database is one of ours: there is nothing to adopt. \\d+ migrations are pending, the first of them 20261123101432_RiskCodesMayChange");
    }

    /// <summary>Somebody let the application migrate a legacy database: it applied what did not exist and failed at what did.</summary>
    [TestCase("", "", "20261123032731_BrainTables")]
    [TestCase("brain_slots, brain_questions, brain_risk_rules, brain_scoring_config", "BrainTables", "20261123032741_SessionTables")]
    public async Task A_database_that_was_half_migrated_is_adopted_from_there(string without, string applied, string failed)
    {
        await using var database = await LegacyDatabase.CreateAsync();
        if (without.Length > 0)
            await database.ExecuteAsync($"DROP TABLE {without}");
        await Should.ThrowAsync<PostgresException>(() => MigrateAsync(database));
        var before = await OldContent.ReadAsync(database);

        var adopted = await AdoptAsync(database);

        adopted.Adopted.ShouldBeTrue(string.Join('\n', Said(adopted.Plan)));
        adopted.Plan.Migrations.Where(each => each.Finding == MigrationFinding.AlreadyRecorded).Select(each => each.Migration.Name).ShouldBe(applied.Split(',', StringSplitOptions.RemoveEmptyEntries));
        adopted.Plan.Migrations.First(each => each.Finding == MigrationFinding.Present).Migration.Id.ShouldBe(failed);
        await before.ShouldBeUntouchedAsync(database);
        await MigrateAsync(database);
        await StartAsync(database);
    }

    /// <summary>What is to be created rests on what nothing is left of: that is created, too, since migrations that are pending come too late.</summary>
    [TestCase("DROP TABLE transcripts, messages, question_reviews, summary_reviews, expert_reviews, sessions CASCADE; DROP FUNCTION update_updated_at_column()",
        "BrainTables Present, SessionTables Completed, MissingSchema Completed, SkillTables Completed, SkillLearnedRuleColumns Present")]
    [TestCase("DROP TABLE brain_slots, brain_questions, brain_risk_rules, brain_scoring_config",
        "BrainTables Pending, SessionTables Present, MissingSchema Present, SkillTables Present, SkillLearnedRuleColumns Present")]
    [TestCase("DROP TABLE skill_learned_rules, skill_versions, question_reviews, summary_reviews, expert_reviews",
        "BrainTables Present, SessionTables Present, MissingSchema Present, SkillTables Pending, SkillLearnedRuleColumns Pending")]
    public async Task Whole_groups_of_tables_may_be_missing(string sql, string decided)
    {
        await using var database = await LegacyDatabase.CreateAsync();
        await database.ExecuteAsync("UPDATE feedback SET session_id = NULL;" + sql);

        var adopted = await AdoptAsync(database);

        string.Join(", ", adopted.Plan.Migrations.Select(each => $"{each.Migration.Name} {each.Finding}")).ShouldBe(decided);
        adopted.Adopted.ShouldBeTrue(string.Join('\n', Said(adopted.Plan)));
        await StartAsync(database, migrate: true);
        (await SchemaAsync(database)).ShouldBe(await FreshSchemaAsync());
    }

    [Test]
    public async Task Planning_writes_nothing_and_waits_for_nobody()
    {
        await using var database = await LegacyDatabase.CreateAsync();
        await database.ExecuteAsync("DROP INDEX idx_messages_round");
        var schema = await SchemaAsync(database);
        await using var writer = await database.OpenConnectionAsync();
        await using var writing = await writer.BeginTransactionAsync();
        await using (var update = new NpgsqlCommand("UPDATE sessions SET round = 2", writer))
            await update.ExecuteNonQueryAsync();

        var plan = await PlanAsync(database);

        plan.Statements.ShouldContain("CREATE INDEX idx_messages_round ON messages USING btree (session_id, round);");
        (await SchemaAsync(database)).ShouldBe(schema);
    }

    [Test]
    public async Task Who_uses_the_tables_is_named()
    {
        await using var database = await LegacyDatabase.CreateAsync();
        var before = await OldContent.ReadAsync(database);
        await using var writer = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { ApplicationName = "the old service", Pooling = false }.ConnectionString);
        await writer.OpenAsync();
        await using var writing = await writer.BeginTransactionAsync();
        await using (var insert = new NpgsqlCommand("INSERT INTO feedback (rating) VALUES (5)", writer))
            await insert.ExecuteNonQueryAsync();

        var exception = await Should.ThrowAsync<DatabaseNotReadyException>(() => AdoptAsync(database, patience: TimeSpan.FromMilliseconds(200)));

        exception.Message.ShouldContain($"process {writer.ProcessID} of role {new NpgsqlConnectionStringBuilder(database.ConnectionString).Username} ");
        exception.Message.ShouldContain("the old service, idle in a transaction since");
        await writing.RollbackAsync();
        await before.ShouldBeUntouchedAsync(database);
    }

    [Test]
    public async Task Who_migrates_is_named()
    {
        await using var database = await LegacyDatabase.CreateEmptyAsync();
        await using var other = await database.OpenConnectionAsync();
        await using (var take = new NpgsqlCommand($"SELECT pg_advisory_lock({0x41_67_65_6E_74_42_72})", other))
            await take.ExecuteNonQueryAsync();

        (await Should.ThrowAsync<DatabaseNotReadyException>(() => AdoptAsync(database, patience: TimeSpan.FromMilliseconds(200)))).Message
            .ShouldStartWith($"Another program changes the schema of this database (process {other.ProcessID} ");
    }

    [Test]
    public async Task A_plan_that_no_longer_holds_is_not_carried_out()
    {
        await using var database = await LegacyDatabase.CreateAsync();
        var shown = await PlanAsync(database);
        await database.ExecuteAsync("DROP INDEX idx_messages_round");
        var schema = await SchemaAsync(database);

        (await Should.ThrowAsync<DatabaseNotReadyException>(() => AdoptAsync(database, shown))).Message.ShouldStartWith("The database has changed since the plan was shown");

        (await SchemaAsync(database)).ShouldBe(schema);
    }

    /// <summary>A trigger of somebody's own that writes when indexes are made, or whatever else would change rows along the way.</summary>
    [Test]
    public async Task Rows_that_would_not_be_the_same_afterwards_stop_it()
    {
        await using var database = await LegacyDatabase.CreateAsync();
        await database.ExecuteAsync(
            """
            DROP INDEX idx_messages_round;
            CREATE FUNCTION tamper() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE feedback SET feedback_text = feedback_text || '.'; END $$;
            CREATE EVENT TRIGGER tamper ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION tamper();
            """);
        var before = await OldContent.ReadAsync(database);

        (await Should.ThrowAsync<DatabaseNotReadyException>(() => AdoptAsync(database))).Message.ShouldStartWith("The rows of feedback would not be the same afterwards (90 rows, checksum ");

        await before.ShouldBeUntouchedAsync(database);
    }

    [Test]
    public async Task Two_that_adopt_at_once_do_it_once()
    {
        await using var database = await LegacyDatabase.CreateAsync();
        var before = await OldContent.ReadAsync(database);

        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => AdoptAsync(database))));

        results.Count(result => result.Adopted).ShouldBe(1);
        results.Count(result => result.Plan.NothingToDo is not null).ShouldBe(1);
        await before.ShouldBeUntouchedAsync(database);
    }

    /// <summary>The role of the application is often not the one that made the tables.</summary>
    [Test]
    public async Task Tables_that_belong_to_somebody_else_are_said()
    {
        await using var database = await LegacyDatabase.CreateAsync();
        var role = $"agentbrain_{Guid.NewGuid():N}"[..20];
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD '{role}'; REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        try
        {
            var plan = await PlanAsync(database, role);

            var conflicts = plan.Findings.Where(finding => finding.Kind == FindingKind.Conflict).ToList();
            conflicts.Select(conflict => conflict.Suggestion).ShouldContain($"ALTER TABLE sessions OWNER TO \"{role}\";");
            conflicts.Count.ShouldBe(17, "15 tables, the function and the schema");
        }
        finally
        {
            await database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    private static async Task MigrateToAsync(TestDatabase database, string migration) =>
        await ReadAsync(database, async db =>
        {
            await db.GetService<IMigrator>().MigrateAsync(migration);
            return 0;
        });
}
