using AgentBrain.Web.Commands;

namespace AgentBrain.Web.Tests.Commands;

/// <summary><c>db adopt</c>, from its arguments to what it says.</summary>
public sealed class DbAdoptTests
{
    [OneTimeTearDown]
    public Task DropTemplates() => LegacyDatabase.DropTemplatesAsync();

    [Test]
    public async Task A_database_is_looked_at_adopted_once_and_then_left_alone()
    {
        await using var database = await LegacyDatabase.CreateAsync(LegacyState.Before003);
        await database.ExecuteAsync("ALTER TABLE sessions ADD COLUMN referrer text; DROP INDEX idx_messages_round; UPDATE skill_versions SET is_active = true");

        var planned = await RunAsync(database, "db", "adopt", "--plan");

        (planned.Code, planned.Error).ShouldBe((0, ""));
        planned.Output.ShouldStartWith(
            """
            Migrations
              BrainTables              all of it is there: it is recorded
              SessionTables            some of it is there: the rest is created, and it is recorded
              MissingSchema            nothing of it is there: 'db migrate' applies it
              SkillTables              all of it is there: it is recorded
              SkillLearnedRuleColumns  all of it is there: it is recorded

            Warnings: stays as it is and may do harm; SQL that would settle it stands below
              4 skill versions are active, and one may be: the first migration after the baseline leaves active the one that was approved last.
                SELECT id, version, approved_at, created_at FROM skill_versions WHERE is_active ORDER BY coalesce(approved_at, created_at) DESC NULLS LAST, id DESC;

            Put right, without touching a row
              The function update_updated_at_column() says the same in other spelling and gets ours.
              The index idx_messages_round on messages is missing and is created.

            Stays as it is
              The column sessions.referrer (text) is not ours.

            SQL, in one transaction


            """);
        planned.Output.ShouldContain("\nCREATE INDEX idx_messages_round ON messages USING btree (session_id, round);\n");
        planned.Output.ShouldContain("'20261123032801_SkillTables'");
        planned.Output.ShouldNotContain("'20261123032751_MissingSchema'");

        var adopted = await RunAsync(database, "db", "adopt", "--yes");

        (adopted.Code, adopted.Error).ShouldBe((0, ""));
        adopted.Output.ShouldContain("\nThe database was adopted. Rows and checksums of its columns, the same before and after:\n");
        adopted.Output.ShouldMatch("(?m)^  sessions +340 rows  [0-9a-f]{16}$");
        adopted.Output.ShouldMatch("(?m)^\\d+ migrations are pending: they were tried on this database and taken back. Run 'db migrate' to apply them.$");

        var again = await RunAsync(database, "db", "adopt", "--yes");

        (again.Code, again.Error).ShouldBe((0, ""));
        again.Output.ShouldMatch("^This database was adopted before. \\d+ migrations are pending, the first of them 20261123032751_MissingSchema: 'db migrate' applies them.\n$");
        (await RunAsync(database, "db", "adopt")).ShouldBe(again);
    }

    [TestCase("--plan")]
    [TestCase("--yes")]
    public async Task Conflicts_end_with_two_and_say_what_would_settle_them(string option)
    {
        await using var database = await LegacyDatabase.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE accounts (id integer)");

        var done = await RunAsync(database, "db", "adopt", option);

        (done.Code, done.Error).ShouldBe((2, ""));
        done.Output.ShouldContain(
            """

            Conflicts
              The table accounts has the name of something that the migration 20261123110842_Accounts makes.
                ALTER TABLE accounts RENAME TO accounts_old;

            """);
        done.Output.ShouldEndWith("\nNothing was changed. Settle the conflicts, for example with the SQL below each, and run this again.\n");
    }

    [Test]
    public async Task Without_a_terminal_nobody_is_asked()
    {
        await using var database = await LegacyDatabase.CreateAsync();

        var done = await RunAsync(database, "db", "adopt");

        done.Code.ShouldBe(1);
        done.Error.ShouldBe("Nobody can be asked here. Run it again with --yes to adopt the database, or with --plan to see only what would be done.\n");
        (await RunAsync(database, "db", "adopt", "--plan")).Output.ShouldStartWith("Migrations\n");
        (await RunAsync(database, "db", "adopt", "--plan", "--yes")).ShouldBe((1, "", "Give --plan or --yes, not both.\n"));
    }

    [TestCase("yes", 0, "The database was adopted.")]
    [TestCase("y", 1, "Nothing was changed.")]
    [TestCase("", 1, "Nothing was changed.")]
    public async Task On_a_terminal_whoever_sits_there_is_asked(string answer, int code, string said)
    {
        await using var database = await LegacyDatabase.CreateAsync();

        var done = await RunAsync(database, answer, terminal: true, "db", "adopt");

        (done.Code, done.Error).ShouldBe((code, ""));
        done.Output.ShouldContain("Type \"yes\" to go on: ");
        done.Output.ShouldContain(said);
        (await RunAsync(database, "db", "adopt", "--plan")).Output.StartsWith("This database is one of ours", StringComparison.Ordinal).ShouldBe(code == 0);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(TestDatabase database, params string[] args) => RunAsync(database, "", terminal: false, args);

    private static async Task<(int Code, string Output, string Error)> RunAsync(TestDatabase database, string input, bool terminal, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var console = new CommandConsole(new StringReader(input), output, error)
        {
            IsTerminal = terminal,
            Settings = new Dictionary<string, string?> { ["ConnectionStrings:AgentBrain"] = database.ConnectionString },
        };
        var code = await CommandLine.RunAsync(args, console);
        return (code, output.ToString(), error.ToString());
    }
}
