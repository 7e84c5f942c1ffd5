using System.Text.Json.Nodes;
using AgentBrain.Domain.Interviews;
using AgentBrain.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Schema;

/// <summary>
/// The Foundation migration takes over what the legacy service stored, and gives it back: nothing is lost on either way. The connections live
/// in a time zone of their own, as on a server that somebody has set up for a country.
/// </summary>
public sealed class FoundationMigrationTests
{
    private const string Legacy = "SkillLearnedRuleColumns";
    private const string Foundation = "Foundation";
    private const string TimeZone = "America/New_York";

    private static readonly Dictionary<string, string> _keys = new()
    {
        ["brain_config"] = "key",
        ["brain_questions"] = "question_id",
        ["brain_risk_rules"] = "rule_id",
        ["brain_scoring_config"] = "config_key",
        ["brain_skip_rules"] = "rule_id",
        ["brain_slots"] = "slot_key",
        ["expert_reviews"] = "id",
        ["feedback"] = "id",
        ["question_reviews"] = "id",
        ["sessions"] = "session_id",
        ["skill_learned_rules"] = "id",
        ["skill_versions"] = "id",
        ["summary_reviews"] = "id",
        ["transcripts"] = "id",
    };

    private TestDatabase _database = null!;
    private Dictionary<string, JsonObject> _before = null!;
    private Dictionary<string, JsonObject> _after = null!;

    [OneTimeSetUp]
    public async Task FillAndMigrate()
    {
        _database = await CreateLegacyAsync();
        _before = await RowsAsync(_database);
        await MigrateAsync(_database, Foundation);
        _after = await RowsAsync(_database);
    }

    [OneTimeTearDown]
    public async Task DropDatabase()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Test]
    public async Task The_migration_is_tried_in_another_time_zone()
    {
        await using var db = Context(_database);
        (await db.Database.SqlQueryRaw<string>("SELECT current_setting('TimeZone') AS \"Value\"").SingleAsync()).ShouldBe(TimeZone);
    }

    [Test]
    public void Every_row_is_still_there() => _after.Keys.ShouldBe(_before.Keys, ignoreOrder: true);

    [Test]
    public void Every_value_is_still_there()
    {
        // Timestamps without a zone are UTC before, so that the same moment has the same digits in UTC after.
        var changes = _before
            .SelectMany(row => row.Value
                .Where(column => column.Value is not null && column.Key != "state" && !JsonNode.DeepEquals(column.Value, _after[row.Key][column.Key]))
                .Select(column => $"{row.Key} {column.Key}: {column.Value} -> {_after[row.Key][column.Key]}"))
            .ToList();

        changes.ShouldBe(
        [
            "skill_versions 1 is_active: true -> false",
            "skill_versions 3 is_active: true -> false",
            "skill_versions 4 is_active: true -> false",
        ]);
    }

    [Test]
    public void Columns_that_may_no_longer_be_null_get_their_default_or_the_nearest_truth()
    {
        var filled = _before
            .SelectMany(row => row.Value
                .Where(column => column.Value is null && _after[row.Key][column.Key] is not null)
                .Select(column => $"{row.Key} {column.Key}: {Shown(_after[row.Key][column.Key]!)}"))
            .ToList();

        filled.ShouldBe(
            [
                "brain_config bare updated_at: now",
                "brain_questions Q_BARE base_priority: 50",
                "brain_questions Q_BARE created_at: now",
                "brain_questions Q_BARE enabled: true",
                "brain_questions Q_BARE risk_coverage: []",
                "brain_questions Q_BARE slot_coverage: []",
                "brain_questions Q_BARE updated_at: now",
                "brain_risk_rules R_BARE created_at: now",
                "brain_risk_rules R_BARE enabled: true",
                "brain_risk_rules R_BARE severity: medium",
                "brain_skip_rules S_BARE created_at: now",
                "brain_skip_rules S_BARE enabled: true",
                "brain_slots bare created_at: now",
                "brain_slots bare is_required: false",
                "brain_slots bare priority_weight: 1.00",
                "brain_slots bare updated_at: now",
                "expert_reviews 2 created_at: now",
                "feedback f0000000-0000-0000-0000-000000000003 created_at: 2024-05-01T10:00:00",
                "feedback f0000000-0000-0000-0000-000000000008 created_at: now",
                "sessions 00000000-0000-0000-0000-00000000000a contact_email: ona@example.lt",
                "sessions 00000000-0000-0000-0000-00000000000a contact_name: Ona",
                "sessions 00000000-0000-0000-0000-00000000000a contact_phone: +370 600 00000",
                "sessions 00000000-0000-0000-0000-00000000000c contact_email: j@example.lt",
                "sessions 00000000-0000-0000-0000-00000000000d created_at: now",
                "sessions 00000000-0000-0000-0000-00000000000d language: lt",
                "sessions 00000000-0000-0000-0000-00000000000d round: 1",
                "sessions 00000000-0000-0000-0000-00000000000d updated_at: now",
                "sessions 00000000-0000-0000-0000-0000000000ab contact_email: n@example.lt",
                "sessions 00000000-0000-0000-0000-0000000000d2 created_at: 2024-02-02T12:00:00",
                "sessions 00000000-0000-0000-0000-0000000000d2 updated_at: 2024-02-02T12:00:00",
                "sessions 00000000-0000-0000-0000-0000000000f4 contact_email: ",
                "sessions 00000000-0000-0000-0000-0000000000f4 contact_name: ",
                "sessions 00000000-0000-0000-0000-0000000000f4 contact_phone: ",
                "skill_learned_rules 2 approved: false",
                "skill_learned_rules 2 confidence_score: 0",
                "skill_learned_rules 2 created_at: now",
                "skill_learned_rules 2 metadata: {}",
                "skill_learned_rules 2 rule_type: general",
                "skill_learned_rules 2 source_reviews: []",
                "skill_versions 4 created_at: now",
                "skill_versions 5 is_active: false",
                "transcripts 2 created_at: now",
                "transcripts 2 language: lt",
            ],
            ignoreOrder: true);

        static string Shown(JsonNode value)
        {
            var text = value.ToString();
            return DateTime.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var time) && time > DateTime.UtcNow.AddMinutes(-10) ? "now" : text;
        }
    }

    [Test]
    public void Of_the_state_only_the_conversation_and_the_contact_details_move()
    {
        foreach (var (key, row) in SessionsBefore())
        {
            var was = WithoutMoved(row["state"]!);
            JsonNode.DeepEquals(was, WithoutMoved(_after[key]["state"]!)).ShouldBeTrue(key);
        }

        static JsonObject WithoutMoved(JsonNode state)
        {
            var rest = state.DeepClone().AsObject();
            rest.Remove("history");
            rest.Remove("contact_info");
            return rest;
        }
    }

    [TestCase("a", true)]
    [TestCase("b", true)]
    [TestCase("ac", true)]
    [TestCase("f3", true)]
    [TestCase("e", false)]
    [TestCase("f", false)]
    [TestCase("f4", false)]
    public void History_leaves_the_state_once_its_rows_say_the_same(string session, bool leaves)
    {
        var key = SessionKey(session);
        var history = _after[key]["state"]!["history"];
        if (leaves)
            history.ShouldBeNull();
        else
            JsonNode.DeepEquals(history, _before[key]["state"]!["history"]).ShouldBeTrue();
    }

    [Test]
    public async Task The_conversation_stands_in_rows_in_its_order()
    {
        (await ConversationAsync("a")).ShouldBe(
        [
            "1 agent Q1 1: What for?",
            "2 user Q1 1: For rest.\nAnd guests – šeima",
            "3 agent Q2 2: Who?",
            "4 user Q2 2: ",
        ]);
        (await ConversationAsync("b")).ShouldBe(["1 agent Q1 1: Kam?", "2 user Q1 1: Nežinau", "3 agent Q1 1: Kam?", "4 user Q1 1: Nežinau", "5 agent - -: Ačiū"]);
        (await ConversationAsync("ac")).ShouldBe(["1 agent Q1 1: Kam?", "2 user Q1 1: Poilsiui"]);
        (await ConversationAsync("d")).ShouldBeEmpty();
        (await ConversationAsync("e")).ShouldBe(
        [
            "1 agent Q1 1: Зачем?",
            "2 user Q1 1: без роли",
            "3 user Q1 1: с оценкой",
            "4 user Q_0123456789_0123456789_0123456789_0123456789_0123456789_0123456 1: длинный",
            "5 an_agent_with_a_ Q1 1: роль",
            "6 user Q1 -: 42",
            "7 user Q1 -: ",
            "8 user Q1 2: раунд",
            "9 user Q1 -: раунд",
            "10 user - -: ",
            "11 user - -: ",
            "12 user - -: ",
            "13 user - -: ",
        ]);
    }

    [Test]
    public void Contact_details_stay_in_the_state_only_where_the_columns_say_something_else()
    {
        var kept = SessionsBefore()
            .Select(row => row.Key)
            .Where(key => _after[key]["state"]!["contact_info"] is not null)
            .ToList();

        kept.ShouldBe([SessionKey("c"), SessionKey("ab"), SessionKey("f")], ignoreOrder: true);
        foreach (var key in kept)
            JsonNode.DeepEquals(_after[key]["state"]!["contact_info"], _before[key]["state"]!["contact_info"]).ShouldBeTrue(key);
    }

    [Test]
    public void The_skill_that_was_approved_last_is_the_active_one() =>
        _after.Where(row => row.Key.StartsWith("skill_versions", StringComparison.Ordinal) && (bool)row.Value["is_active"]!).ShouldHaveSingleItem().Key.ShouldBe("skill_versions 2");

    [Test]
    public void The_newest_feedback_of_a_session_counts_and_every_orphan_does() =>
        _after.Where(row => row.Key.StartsWith("feedback", StringComparison.Ordinal) && !(bool)row.Value["superseded"]!).Select(row => row.Key[^1]).ShouldBe(['2', '5', '6', '7', '8'], ignoreOrder: true);

    [Test]
    public void Slots_stand_in_the_order_of_their_importance() =>
        _after.Where(row => row.Key.StartsWith("brain_slots", StringComparison.Ordinal)).OrderBy(row => (int)row.Value["position"]!).Select(row => (string)row.Value["slot_key"]!)
            .ShouldBe(["users", "purpose", "bare"]);

    [TestCase("INSERT INTO skill_versions (version, content, is_active) VALUES ('2.0.0', 'new', true)", "idx_skill_versions_active")]
    [TestCase("INSERT INTO feedback (session_id, rating) VALUES ('00000000-0000-0000-0000-00000000000a', 1)", "feedback_session_key")]
    [TestCase("INSERT INTO messages (session_id, role, content, sequence) VALUES ('00000000-0000-0000-0000-00000000000a', 'user', 'again', 1)", "messages_sequence_key")]
    [TestCase(
        "INSERT INTO messages (session_id, role, question_id, content, sequence, submission_id) SELECT '00000000-0000-0000-0000-00000000000a', 'user', 'Q9', 'again', 100 + n, gen_random_uuid() FROM generate_series(1, 2) n",
        "messages_answer_key")]
    [TestCase(
        "INSERT INTO messages (session_id, role, question_id, content, sequence, submission_id) SELECT '00000000-0000-0000-0000-00000000000a', 'user', 'Q' || (100 + n), 'again', 100 + n, '00000000-0000-0000-0000-000000000001' FROM generate_series(1, 2) n",
        "messages_submission_key")]
    [TestCase(
        "INSERT INTO sessions (token_hash, start_submission_id) SELECT '\\x01', '00000000-0000-0000-0000-000000000001' FROM generate_series(1, 2)",
        "sessions_start_key")]
    public async Task The_database_refuses_a_second_one(string insert, string constraint)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        var exception = await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(connection, insert));

        exception.SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
        exception.ConstraintName.ShouldBe(constraint);
    }

    [TestCase("INSERT INTO skill_versions (version, content, is_active) VALUES ('2.0.0', 'new', false)")]
    [TestCase("INSERT INTO feedback (session_id, rating, superseded) VALUES ('00000000-0000-0000-0000-00000000000a', 1, true)")]
    [TestCase("INSERT INTO feedback (session_id, rating) VALUES (NULL, 1)")]
    [TestCase("INSERT INTO sessions (language) SELECT 'lt' FROM generate_series(1, 2)")]
    public async Task The_database_accepts_what_counts_for_nothing(string insert)
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        await ExecuteAsync(connection, insert);
    }

    [Test]
    public async Task Reviews_go_with_their_session()
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        await ExecuteAsync(connection, $"DELETE FROM sessions WHERE session_id = '{SessionKey("a")[^36..]}'");

        (await ScalarAsync(connection, "SELECT count(*) FROM expert_reviews")).ShouldBe(1L);
        (await ScalarAsync(connection, "SELECT count(*) FROM question_reviews")).ShouldBe(0L);
        (await ScalarAsync(connection, "SELECT count(*) FROM summary_reviews")).ShouldBe(1L);
    }

    [Test]
    public async Task Changing_a_session_still_renews_its_time_of_change()
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        await ExecuteAsync(connection, "UPDATE sessions SET round = 2");

        (await ScalarAsync(connection, "SELECT bool_and(updated_at = now()) FROM sessions")).ShouldBe(true);
    }

    [Test]
    public async Task The_application_can_read_every_row()
    {
        await using var database = await CreateLegacyAsync();
        await MigrateAsync(database);
        await using var db = Context(database);

        var sessions = await db.Sessions.Include(session => session.Messages).Include(session => session.Decisions).ToDictionaryAsync(session => session.Id);
        sessions.Count.ShouldBe(SessionsBefore().Count());
        (await db.Messages.CountAsync()).ShouldBe(sessions.Values.Sum(session => session.Messages.Count));
        (await db.Transcripts.ToListAsync()).Count.ShouldBe(2);
        (await db.Feedback.ToListAsync()).Count.ShouldBe(8);
        (await db.SkillVersions.ToListAsync()).Count.ShouldBe(5);
        (await db.LearnedRules.ToListAsync()).Count.ShouldBe(2);
        (await db.ExpertReviews.Include(review => review.QuestionReviews).Include(review => review.SummaryReviews).ToListAsync()).Count.ShouldBe(2);
        (await db.Slots.ToListAsync()).Count.ShouldBe(3);
        (await db.Questions.ToListAsync()).Count.ShouldBe(3);
        (await db.RiskRules.ToListAsync()).Count.ShouldBe(3);
        (await db.SkipRules.ToListAsync()).Count.ShouldBe(2);
        (await db.ScoringConfigs.ToListAsync()).Count.ShouldBe(1);
        (await db.BrainConfig.ToListAsync()).Count.ShouldBe(3);

        var ordinary = sessions[SessionId("a")];
        ordinary.Stage.ShouldBe(InterviewStage.Finished);
        ordinary.State.QuickState.ShouldBe(new QuickState { AskedCount = 2, LowInfoStreak = 1, LastQuestionId = "Q2" });
        var flag = ordinary.State.RiskFlags.ShouldHaveSingleItem();
        (flag.Code, flag.Confirmed).ShouldBe(("RISK_A", false));
        flag.Evidence.ShouldBe(["purpose", "users"]);
        ordinary.State.Slots["users"].HasValue.ShouldBeFalse();
        sessions[SessionId("b")].State.InterviewMode.ShouldBe("precise");
        sessions[SessionId("b")].State.QuickState.ShouldBeNull();
        sessions[SessionId("e")].State.Others!.Keys.ShouldBe(["history", "x_custom"], ignoreOrder: true);
        sessions[SessionId("aa")].State.Slots.ToDictionary(slot => slot.Key, slot => slot.Value.Value).ShouldBe(
            new Dictionary<string, string?>
            {
                ["number"] = "6",
                ["fraction"] = "2.5",
                ["yes"] = "true",
                ["list"] = "a, b",
                ["object"] = """{"min": 4}""",
                ["text"] = "šeši",
                ["empty"] = "",
                ["bare"] = null,
            },
            ignoreOrder: true);
        foreach (var session in sessions.Values)
            session.CurrentQuestion?.Id.ShouldNotBeNull();
    }

    [Test]
    public async Task The_way_back_gives_conversation_and_contact_details_back_and_the_way_up_takes_them_again()
    {
        await using var database = await CreateLegacyAsync();
        var before = await RowsAsync(database);
        await MigrateAsync(database, Foundation);
        var up = await RowsAsync(database);
        var conversations = await ConversationsAsync(database);

        await MigrateAsync(database, Legacy);

        await using (var connection = await database.OpenConnectionAsync())
            LegacySchemaDocument.Read().DifferencesOf(await Catalog.ReadAsync(connection)).ShouldBeEmpty();
        var back = await RowsAsync(database);
        back.Keys.ShouldBe(before.Keys, ignoreOrder: true);
        before
            .SelectMany(row => row.Value
                .Where(column => column.Value is not null && column.Key != "state" && !JsonNode.DeepEquals(column.Value, back[row.Key][column.Key]))
                .Select(column => $"{row.Key} {column.Key}: {column.Value} -> {back[row.Key][column.Key]}"))
            .ShouldBe(["skill_versions 1 is_active: true -> false", "skill_versions 3 is_active: true -> false", "skill_versions 4 is_active: true -> false"]);
        foreach (var (key, row) in before.Where(row => row.Key.StartsWith("sessions ", StringComparison.Ordinal)))
            Described(back[key]["state"]!).ShouldBe(Described(row["state"]!), key);

        await MigrateAsync(database, Foundation);

        var again = await RowsAsync(database);
        again.Keys.ShouldBe(up.Keys, ignoreOrder: true);
        foreach (var (key, row) in up)
        {
            foreach (var (column, value) in row)
                JsonNode.DeepEquals(again[key][column], value).ShouldBeTrue($"{key} {column}: {value} -> {again[key][column]}");
        }
        (await ConversationsAsync(database)).ShouldBe(conversations);

        // No conversation and no contact details are the same whether they are empty or missing.
        static string Described(JsonNode state)
        {
            var described = state.DeepClone().AsObject();
            if (described["contact_info"] is null or JsonObject { Count: 0 })
                described.Remove("contact_info");
            if (described["history"] is null or JsonArray { Count: 0 })
                described.Remove("history");
            return Sorted(described)!.ToJsonString();
        }
    }

    [Test]
    public async Task What_the_application_stored_goes_back_too()
    {
        await using var database = await TestDatabase.CreateAsync();
        await MigrateAsync(database, Foundation);
        await using var connection = await database.OpenConnectionAsync();
        await ExecuteAsync(
            connection,
            """
            INSERT INTO sessions (session_id, contact_name) VALUES ('00000000-0000-0000-0000-00000000000a', 'Ona');
            INSERT INTO messages (session_id, sequence, role, question_id, content, round, submission_id) VALUES
                ('00000000-0000-0000-0000-00000000000a', 1, 'agent', 'Q1', 'Kam?', 1, NULL),
                ('00000000-0000-0000-0000-00000000000a', 2, 'user', 'Q1', 'Poilsiui', 1, gen_random_uuid());
            """);

        await MigrateAsync(database, Legacy);

        var state = JsonNode.Parse((string)(await ScalarAsync(connection, "SELECT state::text FROM sessions"))!)!;
        JsonNode.DeepEquals(state["history"], JsonNode.Parse(
            """[{"role": "agent", "question_id": "Q1", "text": "Kam?", "round": 1}, {"role": "user", "question_id": "Q1", "text": "Poilsiui", "round": 1}]""")).ShouldBeTrue();
        JsonNode.DeepEquals(state["contact_info"], JsonNode.Parse("""{"name": "Ona", "email": null, "phone": null}""")).ShouldBeTrue();
    }

    [Test]
    public async Task A_script_for_administrators_does_the_same_and_may_be_run_twice()
    {
        await using var migrated = await TestDatabase.CreateAsync();
        await MigrateAsync(migrated);
        await using var scripted = await TestDatabase.CreateAsync();
        await using var db = Context(scripted);
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        await using var connection = await scripted.OpenConnectionAsync();

        await ExecuteAsync(connection, script);
        await ExecuteAsync(connection, script);

        await using var expected = await migrated.OpenConnectionAsync();
        (await Catalog.ReadAsync(expected)).DifferencesOf(await Catalog.ReadAsync(connection)).ShouldBeEmpty();
    }

    private static AgentBrainDbContext Context(TestDatabase database)
    {
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(database.ConnectionString);
        return new AgentBrainDbContext(options.Options);
    }

    private static async Task MigrateAsync(TestDatabase database, string? target = null)
    {
        await using var db = Context(database);
        await db.GetService<IMigrator>().MigrateAsync(target);
    }

    private static async Task<TestDatabase> CreateLegacyAsync()
    {
        var database = await TestDatabase.CreateAsync();

        // Ahead of every other connection: one that is open keeps the time zone that it has.
        await using (var connection = await database.OpenConnectionAsync())
        {
            await ExecuteAsync(connection, $"ALTER DATABASE {database.Name} SET TimeZone = '{TimeZone}'");
            NpgsqlConnection.ClearPool(connection);
        }
        await MigrateAsync(database, Legacy);
        await using (var connection = await database.OpenConnectionAsync())
            await ExecuteAsync(connection, await File.ReadAllTextAsync(Path.Combine(TestContext.CurrentContext.TestDirectory, "Schema", "LegacyData.sql")));
        return database;
    }

    /// <summary>Every row but the messages as "table key" with its columns as JSON; timestamps in UTC and without a zone.</summary>
    private static async Task<Dictionary<string, JsonObject>> RowsAsync(TestDatabase database)
    {
        var rows = new Dictionary<string, JsonObject>();
        await using var connection = await database.OpenConnectionAsync();
        await ExecuteAsync(connection, "SET TimeZone = 'UTC'");
        foreach (var (table, key) in _keys)
        {
            await using var command = new NpgsqlCommand($"SELECT {key}::text, to_jsonb(row)::text FROM {table} row ORDER BY 1", connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add($"{table} {reader.GetString(0)}", JsonNode.Parse(reader.GetString(1).Replace("+00:00\"", "\"", StringComparison.Ordinal))!.AsObject());
        }
        return rows;
    }

    private static async Task<List<string>> ConversationsAsync(TestDatabase database)
    {
        var turns = new List<string>();
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT format('%s %s %s %s %s: %s', session_id, sequence, role, coalesce(question_id, '-'), coalesce(round::text, '-'), content)
            FROM messages ORDER BY session_id, sequence
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            turns.Add(reader.GetString(0));
        return turns;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static Guid SessionId(string end) => Guid.Parse($"00000000-0000-0000-0000-{end.PadLeft(12, '0')}");

    private static string SessionKey(string end) => $"sessions {SessionId(end)}";

    private IEnumerable<KeyValuePair<string, JsonObject>> SessionsBefore() => _before.Where(row => row.Key.StartsWith("sessions ", StringComparison.Ordinal));

    private async Task<List<string>> ConversationAsync(string session)
    {
        var id = $"{SessionId(session)} ";
        return [.. (await ConversationsAsync(_database)).Where(turn => turn.StartsWith(id, StringComparison.Ordinal)).Select(turn => turn[id.Length..])];
    }
}
