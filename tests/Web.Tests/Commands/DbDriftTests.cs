using System.Text.Json;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Web.Commands;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Commands;

/// <summary><c>db drift</c>, from its arguments to its exit code.</summary>
public sealed class DbDriftTests
{
    [Test]
    public async Task An_untouched_database_ends_with_0_and_a_changed_one_with_2()
    {
        await using var database = await TestDatabase.CreateAsync();
        await MigrateAsync(database);

        var same = await RunAsync(database, "db", "drift");
        (same.Code, same.Error).ShouldBe((0, ""));
        same.Output.ShouldStartWith("The database is what its ");
        (await RunAsync(database, "db", "drift", "--sql")).ShouldBe((0, "", ""));

        await database.ExecuteAsync("DROP INDEX idx_sessions_created; CREATE TABLE notes (id integer)");
        var words = await RunAsync(database, "db", "drift");
        (words.Code, words.Error).ShouldBe((2, ""));
        words.Output.ShouldContain("- Table notes is not expected, with 1 column.\n- Index idx_sessions_created on sessions is missing.\n");

        var sql = await RunAsync(database, "db", "drift", "--sql");
        sql.Code.ShouldBe(2);
        sql.Output.ShouldContain("\nCREATE INDEX idx_sessions_created ON public.sessions USING btree (created_at DESC);\n");
        sql.Output.ShouldContain("\n-- DROP TABLE IF EXISTS public.notes;\n");
        sql.Output.ShouldNotContain("\nDROP");

        var json = await RunAsync(database, "db", "drift", "--json");
        json.Code.ShouldBe(2);
        using var parsed = JsonDocument.Parse(json.Output);
        parsed.RootElement.GetProperty("state").GetString().ShouldBe("drift");
        parsed.RootElement.GetProperty("yardstick").GetString().ShouldBe("shadow");
        var index = parsed.RootElement.GetProperty("differences").EnumerateArray().Single(each => each.GetProperty("kind").GetString() == "missing");
        (index.GetProperty("object").GetProperty("kind").GetString(), index.GetProperty("object").GetProperty("name").GetString()).ShouldBe(("index", "idx_sessions_created"));
        index.GetProperty("expected").GetProperty("definition").GetString().ShouldBe("USING btree (created_at DESC)");
        index.GetProperty("statements")[0].GetProperty("needs_decision").GetBoolean().ShouldBeFalse();

        // The script is what it says it is.
        await database.ExecuteAsync(sql.Output);
        (await RunAsync(database, "db", "drift")).Output.ShouldContain("differs in 1 object");
    }

    [Test]
    public async Task What_cannot_be_compared_ends_with_1_and_stays_as_it_is()
    {
        await using var empty = await TestDatabase.CreateAsync();

        var done = await RunAsync(empty, "db", "drift");
        done.ShouldBe((1, "", "There is nothing in the database yet. Run 'db migrate'.\n"));

        var json = await RunAsync(empty, "db", "drift", "--json");
        json.Code.ShouldBe(1);
        using (var parsed = JsonDocument.Parse(json.Output))
            parsed.RootElement.GetProperty("state").GetString().ShouldBe("empty");

        await empty.ExecuteAsync("CREATE TABLE sessions (session_id uuid)");
        (await RunAsync(empty, "db", "drift")).Error.ShouldContain("Run 'db adopt'");
    }

    [Test]
    public async Task A_server_that_does_not_answer_is_said_to_be()
    {
        var done = await RunOnAsync("Host=127.0.0.1;Port=1;Timeout=2", "db", "drift");

        (done.Code, done.Output).ShouldBe((1, ""));
        done.Error.ShouldNotContain("   at ", Case.Sensitive, "a stack trace");
    }

    [Test]
    public async Task Output_has_one_form()
    {
        var done = await RunOnAsync("Host=127.0.0.1;Port=1;Timeout=2", "db", "drift", "--json", "--sql");

        done.Code.ShouldBe(1);
        done.Error.ShouldContain("--json and --sql exclude each other.");
    }

    private static async Task MigrateAsync(TestDatabase database)
    {
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(database.ConnectionString);
        await using var db = new AgentBrainDbContext(options.Options);
        await db.Database.MigrateAsync();
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(TestDatabase database, params string[] args) => RunOnAsync(database.ConnectionString, args);

    private static async Task<(int Code, string Output, string Error)> RunOnAsync(string database, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var console = new CommandConsole(TextReader.Null, output, error)
        {
            Settings = new Dictionary<string, string?> { ["ConnectionStrings:AgentBrain"] = database },
        };
        var code = await CommandLine.RunAsync(args, console);
        return (code, output.ToString(), error.ToString());
    }
}
