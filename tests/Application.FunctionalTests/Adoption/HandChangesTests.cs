using AgentBrain.Infrastructure.Persistence.Adoption;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.FunctionalTests.Adoption;

/// <summary>What somebody may have changed by hand without harm: it is kept or put right, and said.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class HandChangesTests : AdoptionTest
{
    private const string Function = "PutRight: The function update_updated_at_column() says the same in other spelling and gets ours.";

    private static readonly (string Sql, string[] Said)[] _changes =
    [
        ("ALTER TABLE sessions ADD COLUMN referrer text", ["Kept: The column sessions.referrer (text) is not ours."]),
        ("ALTER TABLE brain_slots ADD COLUMN hint character varying(20) NOT NULL DEFAULT 'x'", ["Kept: The column brain_slots.hint (character varying(20)) is not ours."]),
        ("CREATE TABLE newsletter (id serial PRIMARY KEY, email text UNIQUE); INSERT INTO newsletter (email) VALUES ('a@example.lt')", ["Kept: The table newsletter is not ours."]),
        ("CREATE VIEW finished AS SELECT session_id, final_report FROM sessions WHERE completed_at IS NOT NULL", ["Kept: The view finished is not ours."]),
        ("CREATE INDEX my_language ON sessions (language, created_at)", ["Kept: The index my_language on sessions, USING btree (language, created_at), is not ours."]),
        ("CREATE UNIQUE INDEX one_text ON skill_learned_rules (md5(rule_text))",
            ["Warning: The unique index one_text on skill_learned_rules, USING btree (md5(rule_text)), is not ours: it refuses rows that the application may write."]),
        ("ALTER TABLE feedback ADD CONSTRAINT not_long CHECK (length(feedback_text) < 5000)",
            ["Warning: The check not_long on feedback, CHECK ((length(feedback_text) < 5000)), is not ours: it refuses rows that the application may write."]),
        ("CREATE FUNCTION noticed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TRIGGER notice AFTER INSERT ON feedback FOR EACH ROW EXECUTE FUNCTION noticed()",
            [
                "Kept: The function noticed() is not ours.",
                "Warning: The trigger notice on feedback is not ours and takes part in what the application writes: CREATE TRIGGER notice AFTER INSERT ON public.feedback FOR EACH ROW EXECUTE FUNCTION public.noticed().",
            ]),
        ("ALTER TABLE brain_questions ALTER COLUMN question_id TYPE character varying(128)", ["Kept: The column brain_questions.question_id is character varying(128), wider than character varying(64)."]),
        ("ALTER TABLE sessions ALTER COLUMN contact_phone TYPE text, ALTER COLUMN language TYPE text",
            ["Kept: The column sessions.language is text, wider than character varying(5).", "Kept: The column sessions.contact_phone is text, wider than character varying(50)."]),
        ("ALTER TABLE brain_slots ALTER COLUMN priority_weight TYPE numeric(6,3)", ["Kept: The column brain_slots.priority_weight is numeric(6,3), wider than numeric(3,2)."]),
        ("ALTER TABLE feedback ALTER COLUMN rating TYPE bigint",
            ["Kept: The column feedback.rating is bigint, wider than integer."]),
        ("ALTER TABLE transcripts ALTER COLUMN id TYPE bigint", ["Kept: The column transcripts.id is bigint, wider than integer."]),
        ("ALTER TABLE feedback ALTER COLUMN created_at TYPE timestamptz USING created_at AT TIME ZONE 'UTC'",
            ["Kept: The column feedback.created_at is timestamp with time zone already, which the migration 20261123035056_Foundation would make of timestamp without time zone."]),
        ("DROP INDEX idx_messages_round, idx_sessions_created, idx_skill_versions_active",
            [
                "PutRight: The index idx_messages_round on messages is missing and is created.",
                "PutRight: The index idx_sessions_created on sessions is missing and is created.",
                "PutRight: The index idx_skill_versions_active on skill_versions is missing and is created.",
            ]),
        ("ALTER INDEX idx_skill_versions_active RENAME TO active_skill", ["PutRight: The index idx_skill_versions_active on skill_versions is there under the name active_skill and gets its own."]),
        ("DROP INDEX idx_messages_session; CREATE INDEX idx_messages_session ON messages (session_id, id)",
            ["Kept: The index idx_messages_session on messages is USING btree (session_id, id) instead of USING btree (session_id)."]),
        ("ALTER TABLE brain_questions ALTER COLUMN enabled DROP DEFAULT, ALTER COLUMN slot_coverage DROP DEFAULT",
            ["PutRight: The column brain_questions.slot_coverage has no default; it gets '{}'::text[].", "PutRight: The column brain_questions.enabled has no default; it gets true."]),
        ("ALTER TABLE sessions ALTER COLUMN language SET DEFAULT 'en'",
            ["PutRight: The column sessions.language has the default 'en'::character varying; the application counts on 'lt'::character varying and sets it."]),
        ("ALTER TABLE sessions ALTER COLUMN session_id DROP DEFAULT, ALTER COLUMN state DROP DEFAULT",
            [
                "PutRight: The column sessions.session_id has no default; it gets gen_random_uuid().",
                "PutRight: The column sessions.state has no default; it gets '{\"slots\": {}, \"risk_flags\": [], \"round_summary\": null, \"unknown_slots\": [], \"next_questions\": [], \"asked_question_ids\": []}'::jsonb.",
            ]),
        ("ALTER TABLE question_reviews ALTER COLUMN id DROP DEFAULT; DROP SEQUENCE question_reviews_id_seq",
            [
                "PutRight: The sequence question_reviews_id_seq is missing and is created.",
                "PutRight: The column question_reviews.id has no default; it gets nextval('question_reviews_id_seq'::regclass).",
                "PutRight: The sequence question_reviews_id_seq would give 1, while question_reviews has rows up to 70; it goes on after them.",
            ]),
        ("SELECT setval('expert_reviews_id_seq', 7)", ["PutRight: The sequence expert_reviews_id_seq would give 8, while expert_reviews has rows up to 35; it goes on after them."]),
        ("ALTER SEQUENCE messages_id_seq OWNED BY NONE", ["PutRight: The sequence messages_id_seq does not belong to its column; it is given to it."]),
        ("ALTER TABLE transcripts ALTER COLUMN id DROP DEFAULT; DROP SEQUENCE transcripts_id_seq; ALTER TABLE transcripts ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (START WITH 2000)",
            ["Kept: The column transcripts.id is an identity column instead of one with a sequence beside it."]),
        ("DROP TRIGGER update_sessions_updated_at ON sessions", ["PutRight: The trigger update_sessions_updated_at on sessions is missing and is created."]),
        ("ALTER TABLE sessions DISABLE TRIGGER update_sessions_updated_at", ["PutRight: The trigger update_sessions_updated_at is disabled; it is enabled."]),
        ("ALTER TABLE feedback ALTER COLUMN session_id DROP NOT NULL; ALTER TABLE skill_versions ALTER COLUMN created_at SET NOT NULL", []),
        ("ALTER TABLE messages ALTER COLUMN content DROP NOT NULL", ["PutRight: The column messages.content may be null and has no nulls; it may no longer."]),
        ("ALTER TABLE feedback DROP CONSTRAINT feedback_rating_check", ["PutRight: The check feedback_rating_check on feedback is missing and is created."]),
        ("ALTER TABLE brain_risk_rules DROP CONSTRAINT brain_risk_rules_code_key", ["PutRight: The unique constraint brain_risk_rules_code_key on brain_risk_rules is missing and is created."]),
        ("ALTER TABLE expert_reviews RENAME CONSTRAINT expert_reviews_session_id_fkey TO of_session",
            ["PutRight: The foreign key expert_reviews_session_id_fkey on expert_reviews is there under the name of_session and gets its own."]),
        ("ALTER TABLE messages DROP CONSTRAINT messages_session_id_fkey, ADD CONSTRAINT messages_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions ON DELETE CASCADE NOT VALID",
            ["PutRight: The foreign key messages_session_id_fkey on messages was never checked; it is."]),
        ("ALTER TABLE skill_learned_rules DROP COLUMN source_pattern", ["PutRight: The column skill_learned_rules.source_pattern is missing and is created."]),
        ("DROP TABLE summary_reviews",
            [
                "PutRight: The sequence summary_reviews_id_seq is missing and is created.",
                "PutRight: The table summary_reviews is missing and is created.",
                "PutRight: The check summary_reviews_accuracy_rating_check on summary_reviews is missing and is created.",
                "PutRight: The check summary_reviews_completeness_rating_check on summary_reviews is missing and is created.",
                "PutRight: The foreign key summary_reviews_expert_review_id_fkey on summary_reviews is missing and is created.",
                "PutRight: The primary key summary_reviews_pkey on summary_reviews is missing and is created.",
            ]),
        ("UPDATE skill_versions SET is_active = true", ["Warning: 4 skill versions are active, and one may be: the first migration after the baseline leaves active the one that was approved last."]),
        ("UPDATE skill_versions SET is_active = false", []),
        ("ALTER TABLE transcripts SET UNLOGGED", ["Warning: The table transcripts is unlogged: a crash of the server would empty it."]),
    ];

    private static IEnumerable<TestCaseData> Changes => _changes.Select(change => new TestCaseData(change.Sql, change.Said).SetArgDisplayNames(change.Sql.Length > 100 ? change.Sql[..100] : change.Sql));

    [TestCaseSource(nameof(Changes))]
    public async Task A_change_by_hand_is_seen(string sql, string[] said)
    {
        await using var database = await LegacyDatabase.CreateAsync();
        await database.ExecuteAsync(sql);

        var plan = await PlanAsync(database);

        Said(plan).ShouldBe([.. said, Function], ignoreOrder: true);
        plan.HasConflicts.ShouldBeFalse();
    }

    /// <summary>Every second of the changes: those that take away what another one changes do not meet.</summary>
    [TestCase(0, "4", "of_session")]
    [TestCase(1, "3", "active_skill", "transcripts_id_seq")]
    public async Task Many_changes_at_once_are_kept_or_put_right_through_migration_and_start(int half, string active, params string[] gone)
    {
        await using var database = await LegacyDatabase.CreateAsync();
        var changes = _changes.Where((_, place) => place % 2 == half).ToList();
        foreach (var (sql, _) in changes)
            await database.ExecuteAsync(sql);
        var before = await OldContent.ReadAsync(database);
        var changed = await SchemaAsync(database);

        var adopted = await AdoptAsync(database);

        Said(adopted.Plan).ShouldBe([.. changes.SelectMany(change => change.Said), Function], ignoreOrder: true);
        adopted.Adopted.ShouldBeTrue();
        await before.ShouldBeUntouchedAsync(database);
        (await AdoptAsync(database)).Plan.NothingToDo.ShouldNotBeNull();

        await MigrateAsync(database);
        await StartAsync(database);
        await before.ShouldStillBeThereAsync(
            database,
            [OldContent.WhenSlotsChanged, .. before["skill_versions"].Where(row => (bool?)row.Value["is_active"] == true && row.Key != active).Select(row => $"skill_versions {row.Key} is_active")]);

        // What is wider is read and counted all the same.
        (await ReadAsync(database, db => db.Feedback.ToListAsync())).Count.ShouldBe(before["feedback"].Count);
        (await ReadAsync(database, db => db.Transcripts.ToListAsync())).Count.ShouldBe(before["transcripts"].Count);
        (await FiguresAsync(database)).Ratings.Sum(rating => rating.Count).ShouldBe(await ReadAsync(database, db => db.Feedback.CountAsync(entry => !entry.Superseded)));

        // Nothing of ours is missing, what is not ours is still there, and whatever differs was said.
        var (built, found) = (await FreshSchemaAsync(), await SchemaAsync(database));
        Ids(built).Except(Ids(found)).Except(gone.Select(name => $"Sequence  {name}")).ShouldBeEmpty();
        Ids(changed).Except(Ids(found)).Select(id => id.Split(' ')[^1]).Except(gone).ShouldBeEmpty();
        var kept = string.Join('\n', adopted.Plan.Findings.Where(finding => finding.Kind is FindingKind.Kept or FindingKind.Warning).Select(finding => finding.Sentence));
        Ids(found.Except(built)).Select(id => id.Split(' ')).Where(id => !kept.Contains(id[^1], StringComparison.Ordinal) && !kept.Contains(id[1], StringComparison.Ordinal)).ShouldBeEmpty();

        static IEnumerable<string> Ids(IEnumerable<string> lines) => lines.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]);
    }
}
