using AgentBrain.Infrastructure.Persistence.Adoption;

namespace AgentBrain.Application.FunctionalTests.Adoption;

/// <summary>What adoption stops before: it says why and what would settle it, and changes nothing.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class ConflictsTests : AdoptionTest
{
    private const string Foundation = "20261123035056_Foundation";

    private static readonly (string Sql, string Said, string? Suggested)[] _conflicts =
    [
        // Types.
        ("ALTER TABLE sessions ALTER COLUMN state TYPE text",
            "The column sessions.state is text; the application needs jsonb.",
            "ALTER TABLE sessions ALTER COLUMN state TYPE jsonb USING state::jsonb;"),
        ("ALTER TABLE sessions ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE json USING state::json",
            "The column sessions.state is json; the application needs jsonb.",
            "ALTER TABLE sessions ALTER COLUMN state TYPE jsonb USING state::jsonb;"),
        ("ALTER TABLE question_reviews ALTER COLUMN what_could_be_better TYPE character varying(40)",
            "The column question_reviews.what_could_be_better is character varying(40); the application needs text.",
            "ALTER TABLE question_reviews ALTER COLUMN what_could_be_better TYPE text USING what_could_be_better::text;"),
        ("ALTER TABLE feedback DROP CONSTRAINT feedback_rating_check, ALTER COLUMN rating TYPE text",
            "The column feedback.rating is text; the application needs integer.",
            "ALTER TABLE feedback ALTER COLUMN rating TYPE integer USING rating::integer;"),
        ("ALTER TABLE brain_slots ALTER COLUMN priority_weight DROP DEFAULT, ALTER COLUMN priority_weight TYPE double precision",
            "The column brain_slots.priority_weight is double precision; the application needs numeric(3,2).",
            "ALTER TABLE brain_slots ALTER COLUMN priority_weight TYPE numeric(3,2) USING priority_weight::numeric(3,2);"),
        ("ALTER TABLE sessions DROP COLUMN report_summary; ALTER TABLE sessions ADD COLUMN report_summary text GENERATED ALWAYS AS (left(final_report, 100)) STORED",
            "The column sessions.report_summary is computed ((\"left\"(final_report, 100)) STORED): the application could not write it.",
            "ALTER TABLE sessions ALTER COLUMN report_summary DROP EXPRESSION;"),

        // Nulls.
        ("ALTER TABLE sessions ALTER COLUMN final_report SET DEFAULT ''; UPDATE sessions SET final_report = '' WHERE final_report IS NULL; ALTER TABLE sessions ALTER COLUMN final_report SET NOT NULL",
            "The column sessions.final_report must not be null: rows that the application writes would be refused.",
            "ALTER TABLE sessions ALTER COLUMN final_report DROP NOT NULL;"),
        ("ALTER TABLE feedback ADD COLUMN channel text; UPDATE feedback SET channel = 'web'; ALTER TABLE feedback ALTER COLUMN channel SET NOT NULL",
            "The column feedback.channel is not ours, must not be null and has no default: rows that the application writes would be refused.",
            "ALTER TABLE feedback ALTER COLUMN channel DROP NOT NULL;"),
        ("ALTER TABLE skill_versions ALTER COLUMN content DROP NOT NULL; UPDATE skill_versions SET content = NULL WHERE id < 3",
            "The column skill_versions.content must not be null and is in 2 rows.",
            null),
        ("ALTER TABLE transcripts DROP COLUMN original_text",
            "The column transcripts.original_text is missing, must not be null and has no default; the table has 40 rows.",
            null),

        // Rows that break a constraint that is missing.
        ("ALTER TABLE feedback DROP CONSTRAINT feedback_rating_check; UPDATE feedback SET rating = 11 WHERE rating = 5",
            "The check feedback_rating_check on feedback cannot be set up: 18 rows break it.",
            null),
        ("ALTER TABLE transcripts DROP CONSTRAINT transcripts_session_id_fkey; UPDATE transcripts SET session_id = gen_random_uuid() WHERE id = 1",
            "The foreign key transcripts_session_id_fkey on transcripts cannot be set up: 1 row refers to nothing in sessions.",
            null),
        ("ALTER TABLE brain_risk_rules DROP CONSTRAINT brain_risk_rules_code_key; UPDATE brain_risk_rules SET code = 'RISK_AIR'",
            "The unique constraint brain_risk_rules_code_key on brain_risk_rules is missing, and 1 of its values are there more than once.",
            null),
        ("ALTER TABLE expert_reviews DROP CONSTRAINT expert_reviews_pkey CASCADE; UPDATE expert_reviews SET id = 3 WHERE id = 4",
            "The primary key expert_reviews_pkey on expert_reviews is missing, and 1 of its values are there more than once.",
            null),
        ("ALTER TABLE messages DROP CONSTRAINT messages_pkey, ADD CONSTRAINT messages_key PRIMARY KEY (id, session_id)",
            "The primary key of messages is messages_key, PRIMARY KEY (id, session_id), instead of PRIMARY KEY (id).",
            "ALTER TABLE messages DROP CONSTRAINT messages_key, ADD CONSTRAINT messages_pkey PRIMARY KEY (id);"),
        ("ALTER TABLE feedback DROP CONSTRAINT feedback_session_id_fkey, ADD CONSTRAINT feedback_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions",
            "The constraint feedback_session_id_fkey on feedback is FOREIGN KEY (session_id) REFERENCES sessions(session_id) instead of FOREIGN KEY (session_id) REFERENCES sessions(session_id) ON DELETE CASCADE.",
            "ALTER TABLE feedback DROP CONSTRAINT feedback_session_id_fkey, ADD CONSTRAINT feedback_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(session_id) ON DELETE CASCADE;"),
        ("ALTER TABLE messages DISABLE TRIGGER ALL",
            "The foreign key messages_session_id_fkey on messages is switched off.",
            "ALTER TABLE messages ENABLE TRIGGER ALL;"),
        ("DROP INDEX idx_messages_session; CREATE UNIQUE INDEX idx_messages_session ON messages (session_id)",
            "The index idx_messages_session on messages is unique: rows that the application writes would be refused.",
            null),

        // Names that are taken.
        ("CREATE TABLE brain_revisions (id integer)",
            $"The table brain_revisions has the name of something that the migration {Foundation} makes.",
            "ALTER TABLE brain_revisions RENAME TO brain_revisions_old;"),
        ("CREATE TABLE accounts (id integer)",
            "The table accounts has the name of something that the migration 20261123110842_Accounts makes.",
            "ALTER TABLE accounts RENAME TO accounts_old;"),
        ("CREATE VIEW audit_entries AS SELECT 1 AS one",
            "The view audit_entries has the name of something that the migration 20261123094511_WorkingCopy makes.",
            "ALTER VIEW audit_entries RENAME TO audit_entries_old;"),
        ("ALTER TABLE brain_slots ADD COLUMN label_ru text",
            $"The column brain_slots.label_ru has the name of something that the migration {Foundation} makes.",
            "ALTER TABLE brain_slots RENAME COLUMN label_ru TO label_ru_old;"),
        ("CREATE INDEX feedback_session_key ON feedback (session_id)",
            $"The index feedback_session_key has the name of something that the migration {Foundation} makes.",
            "ALTER INDEX feedback_session_key RENAME TO feedback_session_key_old;"),
        ("CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
            "The function refuse_change_of_audit() has the name of something that the migration 20261123130410_AuditIsAppendOnly makes.",
            "ALTER FUNCTION refuse_change_of_audit() RENAME TO refuse_change_of_audit_old;"),
        ("ALTER TABLE summary_reviews RENAME TO old_reviews; CREATE VIEW summary_reviews AS SELECT * FROM old_reviews",
            "summary_reviews is a view, where the table summary_reviews belongs.",
            null),
        ("DROP TRIGGER update_sessions_updated_at ON sessions; DROP FUNCTION update_updated_at_column(); CREATE FUNCTION update_updated_at_column() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
            "The function update_updated_at_column() returns integer; the trigger of the sessions needs one that returns trigger.",
            "ALTER FUNCTION update_updated_at_column() RENAME TO update_updated_at_column_old;"),

        // What the migrations that follow could not do.
        ("CREATE VIEW ratings AS SELECT created_at, rating FROM feedback",
            $"The view ratings reads feedback.created_at, to which the migration {Foundation} gives another type: PostgreSQL refuses that while the view is there.",
            "DROP VIEW ratings; -- keep what pg_get_viewdef('ratings'::regclass) says, and create it again after db migrate"),

        // Rows that the application could not read.
        ("UPDATE brain_risk_rules SET rule_json = '{\"all\": \"both\"}' WHERE rule_id = 'R1'",
            "The rule R1 in brain_risk_rules cannot be read: 'all' needs a list of at least one condition. The application would not start with it.",
            "UPDATE brain_risk_rules SET rule_json = '{\"slot\": \"…\", \"contains_any\": [\"…\"]}' WHERE rule_id = 'R1';"),
        ("UPDATE brain_skip_rules SET condition_type = 'sounds_like' WHERE rule_id = 'S1'",
            "The rule S1 in brain_skip_rules has the condition type \"sounds_like\", which is none of contains_any, not_contains_any, equals_any and not_equals_any.",
            "UPDATE brain_skip_rules SET condition_type = 'contains_any' WHERE rule_id = 'S1'; -- or enabled = false"),
        ("UPDATE brain_scoring_config SET weights = '[]'",
            "*The row default in brain_scoring_config cannot be read: ",
            "UPDATE brain_scoring_config SET weights = DEFAULT WHERE config_key = 'default';"),
        ("UPDATE brain_config SET value = '{\"limits\": {\"max_questions\": \"six\"}}' WHERE key = 'modes_quick'",
            "*The setting modes_quick in brain_config cannot be read: ",
            "UPDATE brain_config SET value = NULL WHERE key = 'modes_quick'; -- or correct it"),
    ];

    private static IEnumerable<TestCaseData> Conflicts => _conflicts.Select(conflict =>
        new TestCaseData(conflict.Sql, conflict.Said, conflict.Suggested).SetArgDisplayNames(conflict.Sql.Length > 100 ? conflict.Sql[..100] : conflict.Sql));

    [TestCaseSource(nameof(Conflicts))]
    public async Task A_conflict_is_explained_and_what_is_suggested_settles_it(string sql, string said, string? suggested)
    {
        await using var database = await LegacyDatabase.CreateAsync();
        await database.ExecuteAsync(sql);

        var plan = await PlanAsync(database);

        var conflict = plan.Findings.Where(finding => finding.Kind == FindingKind.Conflict).Where(finding => said[0] == '*'
            ? finding.Sentence.StartsWith(said[1..], StringComparison.Ordinal)
            : finding.Sentence == said).ShouldHaveSingleItem(string.Join('\n', Said(plan)));
        if (suggested is null)
            return;
        conflict.Suggestion.ShouldBe(suggested);
        await database.ExecuteAsync(conflict.Suggestion!);
        (await PlanAsync(database)).HasConflicts.ShouldBeFalse();
    }

    [Test]
    public async Task All_conflicts_are_said_at_once_and_nothing_changes()
    {
        await using var database = await LegacyDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE accounts (id integer); ALTER TABLE brain_slots ADD COLUMN label_ru text; ALTER TABLE sessions ALTER COLUMN state TYPE text; DROP INDEX idx_messages_round");
        var (before, schema) = (await OldContent.ReadAsync(database), await SchemaAsync(database));

        var refused = await AdoptAsync(database);

        refused.Adopted.ShouldBeFalse();
        refused.Plan.Findings.Count(finding => finding.Kind == FindingKind.Conflict).ShouldBe(3);
        refused.Figures.ShouldBeEmpty();
        (await SchemaAsync(database)).ShouldBe(schema);
        await before.ShouldBeUntouchedAsync(database);
        (await HistoryAsync(database)).ShouldBeNull();
    }

    /// <summary>Nothing that adoption compares tells that a rule for the table has another idea of what is to be done.</summary>
    [TestCase("CREATE RULE nothing AS ON UPDATE TO feedback DO INSTEAD NOTHING", "The migration 20261123035056_Foundation would fail")]
    [TestCase("CREATE UNIQUE INDEX one_word ON messages (session_id)", "The migration 20261123035056_Foundation would fail: duplicate key value violates unique constraint \"one_word\"")]
    [TestCase("UPDATE brain_config SET value = '{\"critical_slots\": [null]}' WHERE key = 'modes_quick'", "The brain in the database could not be published")]
    public async Task What_only_shows_when_it_is_tried_is_found_before_anything_is_kept(string sql, string said)
    {
        await using var database = await LegacyDatabase.CreateAsync();
        await database.ExecuteAsync(sql);
        var (before, schema) = (await OldContent.ReadAsync(database), await SchemaAsync(database));
        (await PlanAsync(database)).HasConflicts.ShouldBeFalse();

        var refused = await AdoptAsync(database);

        refused.Adopted.ShouldBeFalse();
        refused.Plan.Findings.Single(finding => finding.Kind == FindingKind.Conflict).Sentence.ShouldStartWith(said);
        (await SchemaAsync(database)).ShouldBe(schema);
        await before.ShouldBeUntouchedAsync(database);
        (await HistoryAsync(database)).ShouldBeNull();
    }

    private static Task<string?> HistoryAsync(TestDatabase database) => TextAsync(database, "SELECT relname::text FROM pg_class WHERE relname = '__EFMigrationsHistory'");
}
