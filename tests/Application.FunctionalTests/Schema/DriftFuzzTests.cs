using AgentBrain.Infrastructure.Persistence.Schema;
using Npgsql;

namespace AgentBrain.Application.FunctionalTests.Schema;

/// <summary>Changes to a database, one at a time: each is named, and the statements for it bring back what was.</summary>
public sealed class DriftFuzzTests
{
    private TestDatabase _database = null!;
    private SchemaSnapshot _expected = null!;

    [OneTimeSetUp]
    public async Task MigrateOnce()
    {
        _database = await TestDatabase.CreateAsync();
        await DriftFixture.MigrateAsync(_database);
        _expected = await DriftFixture.ReadAsync(_database);
    }

    [OneTimeTearDown]
    public async Task DropDatabase()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    private static IEnumerable<TestCaseData> Changes()
    {
        // Columns
        yield return Change("ALTER TABLE feedback ADD COLUMN mood text", "Column feedback.mood is not expected (text).");
        yield return Change("ALTER TABLE feedback DROP COLUMN feedback_text", "Column feedback.feedback_text is missing.");
        yield return Change("ALTER TABLE transcripts DROP COLUMN id", "Column transcripts.id is missing.", "Sequence transcripts_id_seq is missing.", "Primary key transcripts_pkey on transcripts is missing.");
        yield return Change("ALTER TABLE feedback RENAME COLUMN feedback_text TO remark", "Column feedback.feedback_text is missing, and column feedback.remark, which is not expected, is declared alike");
        yield return Change("ALTER TABLE sessions RENAME COLUMN contact_email TO mail", "Column sessions.contact_email is missing, and column sessions.mail");
        yield return Change("ALTER TABLE api_keys ALTER COLUMN ending TYPE text", "Column api_keys.ending differs: the type is text instead of character varying(4).");
        yield return Change("ALTER TABLE api_keys ALTER COLUMN name TYPE varchar(40)", "Column api_keys.name differs: the type is character varying(40) instead of character varying(100).");
        yield return Change("ALTER TABLE brain_questions ALTER COLUMN base_priority TYPE bigint", "Column brain_questions.base_priority differs: the type is bigint instead of integer.");
        yield return Change("ALTER TABLE audit_entries ALTER COLUMN before TYPE text", "Column audit_entries.before differs: the type is text instead of jsonb.");
        yield return Change("ALTER TABLE api_keys ALTER COLUMN name DROP NOT NULL", "Column api_keys.name differs: it may be without a value and must not.");
        yield return Change("ALTER TABLE feedback ALTER COLUMN feedback_text SET NOT NULL", "Column feedback.feedback_text differs: it must have a value and need not.");
        yield return Change("ALTER TABLE brain_questions ALTER COLUMN base_priority SET DEFAULT 7", "Column brain_questions.base_priority differs: the default is 7 instead of 50.");
        yield return Change("ALTER TABLE brain_questions ALTER COLUMN base_priority DROP DEFAULT", "Column brain_questions.base_priority differs: the default is none instead of 50.");
        yield return Change("ALTER TABLE feedback ALTER COLUMN feedback_text SET DEFAULT 'none'", "Column feedback.feedback_text differs: the default is 'none'::text instead of none.");
        yield return Change("ALTER TABLE brain_revisions ALTER COLUMN id DROP IDENTITY", "Column brain_revisions.id differs: the identity is none instead of BY DEFAULT");
        yield return Change("ALTER TABLE brain_revisions ALTER COLUMN id SET GENERATED ALWAYS", "Column brain_revisions.id differs: the identity is ALWAYS instead of BY DEFAULT.");
        yield return Change("ALTER TABLE brain_revisions ALTER COLUMN id SET INCREMENT BY 10", "Column brain_revisions.id differs: the parameters are AS integer START WITH 1 INCREMENT BY 10");
        yield return Change("ALTER SEQUENCE brain_revisions_id_seq RENAME TO revisions", "Column brain_revisions.id differs: the identity sequence is revisions instead of brain_revisions_id_seq.");
        yield return Change("ALTER TABLE feedback ALTER COLUMN feedback_text TYPE text COLLATE \"C\"", "Column feedback.feedback_text differs: the collation is pg_catalog.\"C\" instead of none.");
        yield return Change("ALTER TABLE feedback ALTER COLUMN feedback_text SET STORAGE EXTERNAL", "Column feedback.feedback_text differs: the storage is EXTERNAL instead of none.");
        yield return Change("ALTER TABLE sessions ALTER COLUMN flag_codes SET STORAGE EXTENDED", "Column sessions.flag_codes differs: the storage is none instead of MAIN.");
        yield return Change("ALTER TABLE feedback ALTER COLUMN feedback_text SET COMPRESSION pglz", "Column feedback.feedback_text differs: the compression is pglz instead of none.");
        yield return Change("ALTER TABLE feedback ADD COLUMN length integer GENERATED ALWAYS AS (length(feedback_text)) STORED", "Column feedback.length is not expected (integer).");
        yield return Change("ALTER TABLE feedback DROP COLUMN feedback_text, ADD COLUMN feedback_text text GENERATED ALWAYS AS ('x') STORED", "Column feedback.feedback_text differs: the generated is ('x'::text) STORED instead of none.");

        // Tables
        yield return Change("CREATE TABLE notes (id serial PRIMARY KEY, session_id uuid REFERENCES sessions, text text)", "Table notes is not expected, with 1 sequence, 3 columns and 2 constraints.");
        yield return Change("CREATE TABLE ones (id integer PRIMARY KEY); CREATE TABLE twos (id integer PRIMARY KEY REFERENCES ones); ALTER TABLE ones ADD FOREIGN KEY (id) REFERENCES twos", "Table ones is not expected", "Table twos is not expected");
        yield return Change("DROP TABLE transcripts", "Table transcripts is missing, with 1 sequence, ");
        yield return Change("DROP TABLE accounts CASCADE", "Table accounts is missing, with ", "Foreign key account_sessions_account_id_fkey on account_sessions is missing.");
        yield return Change("ALTER TABLE messages RENAME TO utterances", "Table messages is missing, and table utterances, which is not expected, is declared alike");
        yield return Change("ALTER TABLE sessions RENAME TO interviews", "Table sessions is missing, and table interviews");
        yield return Change("ALTER TABLE idempotency_keys SET UNLOGGED", "Table idempotency_keys differs: the persistence is unlogged instead of none.");
        yield return Change("ALTER TABLE sessions RESET (toast_tuple_target)", "Table sessions differs: the options are none instead of toast_tuple_target=128.");
        yield return Change("ALTER TABLE messages SET (fillfactor = 70, toast.autovacuum_enabled = false)", "Table messages differs: the options are fillfactor=70, toast.autovacuum_enabled=false instead of none.");
        yield return Change("ALTER TABLE messages ENABLE ROW LEVEL SECURITY", "Table messages differs: the row security is enabled instead of none.");
        yield return Change("CREATE POLICY mine ON messages FOR SELECT TO PUBLIC USING (id > 0)", "Policy mine on messages is not expected");

        // Constraints
        yield return Change("ALTER TABLE messages DROP CONSTRAINT messages_session_id_fkey", "Foreign key messages_session_id_fkey on messages is missing.");
        yield return Change("ALTER TABLE sessions DROP CONSTRAINT sessions_pkey CASCADE", "Primary key sessions_pkey on sessions is missing.", "Foreign key messages_session_id_fkey on messages is missing.");
        yield return Change("ALTER TABLE feedback ADD CONSTRAINT short CHECK (length(feedback_text) < 9)", "Check short on feedback is not expected (CHECK ((length(feedback_text) < 9))).");
        yield return Change("ALTER TABLE api_keys ADD CONSTRAINT once UNIQUE (name)", "Unique constraint once on api_keys is not expected (UNIQUE (name)).");
        yield return Change("ALTER TABLE messages ADD CONSTRAINT apart EXCLUDE USING btree (id WITH =)", "Exclusion constraint apart on messages is not expected");
        yield return Change(
            "ALTER TABLE messages DROP CONSTRAINT messages_session_id_fkey; ALTER TABLE messages ADD CONSTRAINT messages_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions ON DELETE SET NULL",
            "Foreign key messages_session_id_fkey on messages differs: the definition is FOREIGN KEY (session_id) REFERENCES public.sessions(session_id) ON DELETE SET NULL instead of ");
        yield return Change(
            "ALTER TABLE messages DROP CONSTRAINT messages_session_id_fkey; ALTER TABLE messages ADD CONSTRAINT messages_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions ON DELETE CASCADE NOT VALID",
            "Foreign key messages_session_id_fkey on messages differs: the definition is FOREIGN KEY (session_id) REFERENCES public.sessions(session_id) ON DELETE CASCADE NOT VALID instead of ");
        yield return Change("ALTER TABLE messages ALTER CONSTRAINT messages_session_id_fkey DEFERRABLE INITIALLY DEFERRED", "Foreign key messages_session_id_fkey on messages differs: ");
        yield return Change("ALTER TABLE messages DISABLE TRIGGER ALL", "Foreign key messages_session_id_fkey on messages differs: it is disabled.");
        yield return Change(
            "ALTER TABLE brain_risk_rules DROP CONSTRAINT brain_risk_rules_code_key; ALTER TABLE brain_risk_rules ADD CONSTRAINT brain_risk_rules_code_key UNIQUE (code)",
            "Unique constraint brain_risk_rules_code_key on brain_risk_rules differs: the definition is UNIQUE (code) instead of UNIQUE (code) DEFERRABLE INITIALLY DEFERRED.");
        yield return Change(
            "ALTER TABLE sessions DROP CONSTRAINT sessions_pkey CASCADE; ALTER TABLE sessions ADD CONSTRAINT sessions_pkey PRIMARY KEY (session_id) INCLUDE (language);"
            + " ALTER TABLE messages ADD CONSTRAINT messages_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions ON DELETE CASCADE",
            "Primary key sessions_pkey on sessions differs: the definition is PRIMARY KEY (session_id) INCLUDE (language) instead of PRIMARY KEY (session_id).");
        yield return Change("ALTER TABLE messages RENAME CONSTRAINT messages_pkey TO pk", "Primary key messages_pkey on messages is missing, and primary key pk on messages, which is not expected, is declared alike");

        // Indexes
        yield return Change("DROP INDEX idx_sessions_created", "Index idx_sessions_created on sessions is missing.");
        yield return Change("ALTER INDEX idx_sessions_created RENAME TO created", "Index idx_sessions_created on sessions is missing, and index created on sessions");
        yield return Change("CREATE INDEX by_comment ON feedback (lower(feedback_text)) WHERE feedback_text <> ''", "Index by_comment on feedback is not expected (USING btree (lower(feedback_text)) WHERE (feedback_text <> ''::text)).");
        yield return Change("DROP INDEX idx_audit_entries_at; CREATE INDEX idx_audit_entries_at ON audit_entries (at)", "Index idx_audit_entries_at on audit_entries differs: the definition is USING btree (at) instead of USING btree (at DESC).");
        yield return Change("DROP INDEX idx_audit_entries_at; CREATE INDEX idx_audit_entries_at ON audit_entries USING brin (at)", "Index idx_audit_entries_at on audit_entries differs: the definition is USING brin (at) instead of");
        yield return Change("DROP INDEX accounts_email_key; CREATE INDEX accounts_email_key ON accounts (normalized_email)", "Index accounts_email_key on accounts differs: the unique is none instead of yes.");
        yield return Change(
            "DROP INDEX account_invitations_open_email_key; CREATE UNIQUE INDEX account_invitations_open_email_key ON account_invitations (normalized_email) WHERE used_at IS NULL",
            "Index account_invitations_open_email_key on account_invitations differs: the definition is USING btree (normalized_email) WHERE (used_at IS NULL) instead of");
        yield return Change("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'idx_sessions_created'::regclass", "Index idx_sessions_created on sessions differs: it is invalid.");
        yield return Change("CREATE STATISTICS pairs ON language, round FROM sessions", "Extended statistics pairs is not expected");

        // Triggers, functions and rules
        yield return Change("DROP TRIGGER audit_entries_append_only ON audit_entries", "Trigger audit_entries_append_only on audit_entries is missing.");
        yield return Change("ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_append_only", "Trigger audit_entries_append_only on audit_entries differs: it is disabled.");
        yield return Change("ALTER TABLE audit_entries ENABLE REPLICA TRIGGER audit_entries_append_only", "Trigger audit_entries_append_only on audit_entries differs: it is enabled for replicas alone.");
        yield return Change(
            "DROP TRIGGER update_sessions_updated_at ON sessions; CREATE TRIGGER update_sessions_updated_at AFTER UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION update_updated_at_column()",
            "Trigger update_sessions_updated_at on sessions differs: the definition is CREATE TRIGGER update_sessions_updated_at AFTER UPDATE");
        yield return Change("CREATE TRIGGER another BEFORE DELETE ON messages FOR EACH ROW EXECUTE FUNCTION update_updated_at_column()", "Trigger another on messages is not expected");
        yield return Change("CREATE OR REPLACE FUNCTION update_updated_at_column() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$", "Function update_updated_at_column() differs: the definition is not the expected one.");
        yield return Change("DROP FUNCTION update_updated_at_column() CASCADE", "Function update_updated_at_column() is missing.", "Trigger update_sessions_updated_at on sessions is missing.");
        yield return Change("CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql AS 'SELECT 2 * n'", "Function twice(integer) is not expected.");
        yield return Change("CREATE PROCEDURE nothing() LANGUAGE sql AS ''", "Procedure nothing() is not expected");
        yield return Change("CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer)", "Aggregate total(integer) is not expected.");
        yield return Change("CREATE RULE quiet AS ON DELETE TO feedback DO INSTEAD NOTHING", "Rule quiet on feedback is not expected");

        // Sequences, types, views and extensions
        yield return Change("CREATE SEQUENCE numbers", "Sequence numbers is not expected.");
        yield return Change("ALTER SEQUENCE messages_id_seq INCREMENT BY 5 CACHE 20 CYCLE", "Sequence messages_id_seq differs: the parameters are AS integer START WITH 1 INCREMENT BY 5");
        yield return Change("ALTER SEQUENCE messages_id_seq AS bigint", "Sequence messages_id_seq differs: the parameters are AS bigint");
        yield return Change("ALTER SEQUENCE messages_id_seq OWNED BY NONE", "Sequence messages_id_seq differs: the owner is none instead of messages.id.");
        yield return Change("ALTER TABLE messages ALTER COLUMN id DROP DEFAULT; DROP SEQUENCE messages_id_seq", "Sequence messages_id_seq is missing.", "Column messages.id differs: the default is none instead of nextval('public.messages_id_seq'::regclass).");
        yield return Change("CREATE TYPE mood AS ENUM ('glad', 'sad')", "Enum mood is not expected.");
        yield return Change("CREATE DOMAIN percent AS integer DEFAULT 5 CHECK (VALUE BETWEEN 0 AND 100)", "Domain percent is not expected (integer DEFAULT 5 CONSTRAINT percent_check CHECK");
        yield return Change("CREATE TYPE pair AS (a integer, b text)", "Composite type pair is not expected ((a integer, b text)).");
        yield return Change("CREATE TYPE span AS RANGE (SUBTYPE = date)", "Range type span is not expected");
        yield return Change("CREATE VIEW finished AS SELECT session_id FROM sessions WHERE completed_at IS NOT NULL", "View finished is not expected");
        yield return Change("CREATE MATERIALIZED VIEW counts AS SELECT count(*) FROM sessions; CREATE INDEX on_counts ON counts (count)", "Materialized view counts is not expected");
        yield return Change("CREATE EXTENSION pg_trgm", "Extension pg_trgm is not expected.");
        yield return Change("CREATE TABLE \"Odd \"\"name\" (\"select\" integer)", "Table \"Odd \"\"name\" is not expected, with 1 column.");
    }

    [TestCaseSource(nameof(Changes))]
    public async Task A_change_is_named_and_its_statements_bring_back_what_was(string change, string[] sentences)
    {
        await using var connection = await _database.OpenConnectionAsync();

        // Nothing of it is committed: the next change begins where this one did.
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, change);
        var changed = await SchemaCatalog.ReadAsync(connection, CancellationToken.None);

        var differences = SchemaComparison.Compare(_expected, changed);

        foreach (var sentence in sentences)
            differences.Select(each => each.Sentence).ShouldContain(said => said.StartsWith(sentence, StringComparison.Ordinal), Said(differences));
        if (!change.Contains("CASCADE", StringComparison.Ordinal) && !change.Contains("DISABLE TRIGGER ALL", StringComparison.Ordinal))
            differences.Count.ShouldBeLessThanOrEqualTo(sentences.Length + 1, Said(differences));

        var cautious = SchemaScript.Write(differences);
        await ExecuteAsync(connection, Body(cautious));
        var after = SchemaComparison.Compare(_expected, await SchemaCatalog.ReadAsync(connection, CancellationToken.None));
        after.Where(each => each.Kind != SchemaDifferenceKind.Extra && !each.Statements.Any(statement => statement.NeedsDecision)).ShouldBeEmpty($"{Said(after)}\n{cautious}");
        Uncommented(cautious).ShouldNotContain(line => line.StartsWith("DROP TABLE", StringComparison.Ordinal) || line.Contains("DROP COLUMN", StringComparison.Ordinal), cautious);

        var whole = SchemaScript.Write(after, withDecisions: true);
        await ExecuteAsync(connection, Body(whole));
        var last = SchemaComparison.Compare(_expected, await SchemaCatalog.ReadAsync(connection, CancellationToken.None));
        last.ShouldBeEmpty($"{Said(last)}\n{whole}");
    }

    [Test]
    public async Task An_untouched_database_has_no_differences() =>
        SchemaComparison.Compare(_expected, await DriftFixture.ReadAsync(_database)).ShouldBeEmpty();

    [Test]
    public async Task The_whole_schema_can_be_made_by_the_statements()
    {
        await using var empty = await TestDatabase.CreateAsync();
        var missing = SchemaComparison.Compare(_expected, await DriftFixture.ReadAsync(empty));

        await empty.ExecuteAsync(SchemaScript.Write(missing));

        missing.Count.ShouldBeGreaterThan(25);
        SchemaComparison.Compare(_expected, await DriftFixture.ReadAsync(empty)).ShouldBeEmpty();
    }

    private static TestCaseData Change(string sql, params string[] sentences) => new TestCaseData(sql, sentences).SetArgDisplayNames(sql);

    private static string Said(IEnumerable<SchemaDifference> differences) => string.Join('\n', differences.Select(each => each.Sentence));

    private static IEnumerable<string> Uncommented(string script) => script.Split('\n').Where(line => !line.StartsWith("--", StringComparison.Ordinal));

    /// <summary>The script without its own transaction.</summary>
    private static string Body(string script) => string.Join('\n', Uncommented(script).Where(line => line is not ("BEGIN;" or "COMMIT;")));

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        if (string.IsNullOrWhiteSpace(sql))
            return;
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
