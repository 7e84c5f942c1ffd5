using System.Text.Json;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Schema;

/// <summary>The five baseline migrations build the legacy schema and nothing else.</summary>
public sealed class BaselineMigrationsTests
{
    private const string Complete = "SkillLearnedRuleColumns";
    private static readonly string[] _baseline = ["BrainTables", "SessionTables", "MissingSchema", "SkillTables", Complete];
    private static readonly SchemaFacts _document = LegacySchemaDocument.Read();

    private TestDatabase _migrated = null!;

    [OneTimeSetUp]
    public async Task MigrateOnce()
    {
        _migrated = await TestDatabase.CreateAsync();
        await MigrateAsync(_migrated, Complete);
    }

    [OneTimeTearDown]
    public async Task DropMigrated()
    {
        if (_migrated is not null)
            await _migrated.DisposeAsync();
    }

    [Test]
    public async Task Migrated_database_equals_the_document()
    {
        await using var connection = await _migrated.OpenConnectionAsync();

        _document.DifferencesOf(await Catalog.ReadAsync(connection)).ShouldBeEmpty();
    }

    [Test]
    public async Task Every_sequence_belongs_to_its_column()
    {
        await using var connection = await _migrated.OpenConnectionAsync();

        (await Catalog.ReadSequencesAsync(connection)).ShouldBe(
        [
            ("expert_reviews_id_seq", true),
            ("messages_id_seq", true),
            ("question_reviews_id_seq", true),
            ("skill_learned_rules_id_seq", true),
            ("skill_versions_id_seq", true),
            ("summary_reviews_id_seq", true),
            ("transcripts_id_seq", true),
        ]);
    }

    [TestCase("BrainTables")]
    [TestCase("SessionTables")]
    [TestCase("MissingSchema")]
    [TestCase("SkillTables")]
    public async Task Each_migration_leaves_the_documented_intermediate_state(string migration)
    {
        await using var database = await TestDatabase.CreateAsync();
        await MigrateAsync(database, migration);
        await using var connection = await database.OpenConnectionAsync();

        DocumentAt(migration).DifferencesOf(await Catalog.ReadAsync(connection)).ShouldBeEmpty();
    }

    [Test]
    public async Task Each_migration_can_be_applied_and_reverted()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.OpenConnectionAsync();
        List<(string Migration, SchemaFacts Facts, List<string> Functions)> states = [];
        foreach (var migration in _baseline.Prepend(Migration.InitialDatabase))
        {
            await MigrateAsync(database, migration);
            states.Add((migration, await Catalog.ReadAsync(connection), await Catalog.ReadFunctionsAsync(connection)));
        }

        foreach (var (migration, facts, functions) in Enumerable.Reverse(states))
        {
            await MigrateAsync(database, migration);

            facts.DifferencesOf(await Catalog.ReadAsync(connection)).ShouldBeEmpty(migration);
            (await Catalog.ReadFunctionsAsync(connection)).ShouldBe(functions, migration);
        }
        states[0].Facts.Tables.ShouldBeEmpty();
        states[0].Functions.ShouldBeEmpty();
        (await Catalog.ReadSequencesAsync(connection)).ShouldBeEmpty();

        await MigrateAsync(database, Complete);
        _document.DifferencesOf(await Catalog.ReadAsync(connection)).ShouldBeEmpty("applied a second time");
    }

    /// <summary>
    /// EF Core takes its lock anew for each migration but reads the history once, so that of several migrators those
    /// that lose a race fail. They must fail whole.
    /// </summary>
    [Test]
    public async Task Migrators_that_collide_do_no_harm()
    {
        await using var database = await TestDatabase.CreateAsync();

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => MigrateOrLoseAsync(database)));
        await MigrateAsync(database, Complete);

        await using var connection = await database.OpenConnectionAsync();
        _document.DifferencesOf(await Catalog.ReadAsync(connection)).ShouldBeEmpty();
    }

    [Test]
    public async Task Migration_that_fails_leaves_nothing_behind()
    {
        await using var database = await TestDatabase.CreateAsync();
        await MigrateAsync(database, "MissingSchema");
        await using var connection = await database.OpenConnectionAsync();
        await ExecuteAsync(connection, "CREATE TABLE summary_reviews (id integer)");
        var before = await Catalog.ReadAsync(connection);

        await Should.ThrowAsync<PostgresException>(() => MigrateAsync(database, Complete));

        before.DifferencesOf(await Catalog.ReadAsync(connection)).ShouldBeEmpty();
    }

    [Test]
    public async Task Default_scoring_row_has_the_documented_weights()
    {
        await using var database = await TestDatabase.CreateAsync();
        await MigrateAsync(database, "BrainTables");
        await using var connection = await database.OpenConnectionAsync();

        await using var command = new NpgsqlCommand("SELECT config_key, weights::text FROM brain_scoring_config", connection);
        await using var reader = await command.ExecuteReaderAsync();
        (await reader.ReadAsync()).ShouldBeTrue();
        reader.GetString(0).ShouldBe("default");
        JsonSerializer.Deserialize<Dictionary<string, double>>(reader.GetString(1)).ShouldBe(
            new Dictionary<string, double>
            {
                ["missing_slot"] = 3.0,
                ["risk"] = 2.0,
                ["required_slot_bonus"] = 2.0,
                ["round_fit"] = 1.5,
                ["base_priority"] = 0.1,
                ["asked_penalty"] = -5.0,
            },
            ignoreOrder: true);
        (await reader.ReadAsync()).ShouldBeFalse();
    }

    [Test]
    public async Task Changing_a_session_renews_its_time_of_change()
    {
        await using var connection = await _migrated.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, "INSERT INTO sessions (updated_at) VALUES ('2020-01-01')");

        await ExecuteAsync(connection, "UPDATE sessions SET round = 2");

        await using var command = new NpgsqlCommand("SELECT updated_at = now() FROM sessions", connection);
        (await command.ExecuteScalarAsync()).ShouldBe(true);
    }

    [TestCase("DROP TABLE transcripts", "table transcripts is missing")]
    [TestCase("CREATE TABLE extra (id integer)", "table extra is not expected")]
    [TestCase("ALTER TABLE messages DROP COLUMN content", "messages: column content is missing")]
    [TestCase(
        "ALTER TABLE messages ADD COLUMN extra text",
        "messages: column extra is not expected (text null, no default)")]
    [TestCase(
        "ALTER TABLE messages ALTER COLUMN role TYPE character varying(32)",
        "messages: column role is character varying(32) not null, no default instead of character varying(16) not null, no default")]
    [TestCase(
        "ALTER TABLE messages ALTER COLUMN content DROP NOT NULL",
        "messages: column content is text null, no default instead of text not null, no default")]
    [TestCase(
        "ALTER TABLE sessions ALTER COLUMN round DROP DEFAULT",
        "sessions: column round is integer null, no default instead of integer null default 1")]
    [TestCase(
        "ALTER TABLE messages ALTER COLUMN id DROP DEFAULT, ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY",
        "messages: column id is integer not null default generated by default as identity instead of integer not null default nextval('messages_id_seq'::regclass)")]
    [TestCase(
        "ALTER TABLE feedback DROP CONSTRAINT feedback_rating_check",
        "feedback: constraint feedback_rating_check is missing")]
    [TestCase(
        "ALTER TABLE feedback ADD CONSTRAINT extra UNIQUE (session_id)",
        "feedback: constraint extra is not expected (UNIQUE (session_id))")]
    [TestCase(
        "ALTER TABLE transcripts DROP CONSTRAINT transcripts_session_id_fkey, ADD CONSTRAINT transcripts_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions",
        "transcripts: constraint transcripts_session_id_fkey is FOREIGN KEY (session_id) REFERENCES sessions(session_id) instead of FOREIGN KEY (session_id) REFERENCES sessions(session_id) ON DELETE CASCADE")]
    [TestCase("DROP INDEX idx_messages_round", "messages: index idx_messages_round is missing")]
    [TestCase(
        "CREATE UNIQUE INDEX extra ON messages (role)",
        "messages: index extra is not expected (UNIQUE btree (role))")]
    [TestCase(
        "DROP INDEX idx_sessions_created; CREATE INDEX idx_sessions_created ON sessions (created_at)",
        "sessions: index idx_sessions_created is btree (created_at) instead of btree (created_at DESC)")]
    [TestCase(
        "DROP TRIGGER update_sessions_updated_at ON sessions",
        "sessions: trigger update_sessions_updated_at is missing")]
    [TestCase(
        "ALTER TABLE messages DROP COLUMN created_at, DROP COLUMN round; ALTER TABLE messages ADD COLUMN created_at timestamptz DEFAULT now(), ADD COLUMN round integer; CREATE INDEX idx_messages_round ON messages (session_id, round)",
        "messages: the columns stand in the order id, session_id, role, question_id, content, created_at, round instead of id, session_id, role, question_id, content, round, created_at")]
    public async Task Comparison_reports_a_change_made_by_hand(string change, string difference)
    {
        await using var connection = await _migrated.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, change);

        _document.DifferencesOf(await Catalog.ReadAsync(connection)).ShouldBe([difference]);
    }

    /// <summary>The document as of a migration, without what the later ones add to it.</summary>
    private static SchemaFacts DocumentAt(string migration)
    {
        string[] brain = ["brain_slots", "brain_questions", "brain_risk_rules", "brain_scoring_config"];
        string[] sessions = [.. brain, "sessions", "messages", "transcripts"];
        string[] missing = [.. sessions, "brain_config", "brain_skip_rules", "feedback"];
        return migration switch
        {
            "BrainTables" => _document.Only(brain),
            "SessionTables" => _document.Only(sessions)
                .WithoutColumns("sessions", "contact_name", "contact_email", "contact_phone", "report_summary", "email_sent_at"),
            "MissingSchema" => _document.Only(missing),
            "SkillTables" => _document.WithoutColumns("skill_learned_rules", "rule_type", "source_pattern", "metadata"),
            _ => throw new ArgumentOutOfRangeException(nameof(migration), migration, null),
        };
    }

    private static async Task MigrateAsync(TestDatabase database, string target)
    {
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>().UseNpgsql(database.ConnectionString).Options;
        await using var context = new AgentBrainDbContext(options);
        await context.GetService<IMigrator>().MigrateAsync(target);
    }

    private static async Task MigrateOrLoseAsync(TestDatabase database)
    {
        try
        {
            await MigrateAsync(database, Complete);
        }
        catch (PostgresException exception) when (exception.SqlState.StartsWith("42", StringComparison.Ordinal))
        {
            // Another migrator has made the same object already.
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
