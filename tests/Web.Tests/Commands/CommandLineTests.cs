using System.Diagnostics;
using System.Text.Json;
using AgentBrain.Domain.Accounts;
using AgentBrain.Web.Commands;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Web.Tests.Commands;

/// <summary>Commands, from their arguments to what they store and say.</summary>
public sealed class CommandLineTests
{
    private static readonly string _pack = Path.Combine(Root(), "src", "Infrastructure", "Brain", "Packs", "sauna.yaml");

    [TestCase("admin", true)]
    [TestCase("confg", true, Description = "a slip is told, not served")]
    [TestCase("--help", true)]
    [TestCase("--urls", false)]
    [TestCase("--environment=Production", false)]
    [TestCase("/urls", false)]
    [TestCase("urls=http://localhost:5080", false)]
    public void Arguments_of_the_web_are_no_commands(string first, bool isCommand) => CommandLine.IsCommand([first, "http://localhost:5080"]).ShouldBe(isCommand);

    [Test]
    public void Without_arguments_the_web_is_served() => CommandLine.IsCommand([]).ShouldBeFalse();

    [Test]
    public async Task A_created_user_signs_in_and_the_audit_log_knows_who_created_them()
    {
        var email = $"{Guid.NewGuid():N}@example.org";

        var done = await RunAsync(Staff.Password + "\n", "admin", "create-user", "--email", email, "--role", "Author", "--role", "Reviewer", "--name", "Ona", "--password-stdin");

        done.ShouldBe(new CommandRun(0, $"The account {email} was created (Author, Reviewer).\n", ""));
        using var person = SharedApp.App.NewRespondent();
        await person.SignInAsync(email, Staff.Password);
        person.Reply.IsRedirect.ShouldBeTrue(person.Page.Body);
        (await person.OpenAsync("/admin/brain/try")).Title.ShouldBe("Try it");
        var entry = await SharedApp.App.ReadAsync(db => db.AuditEntries.SingleAsync(entry => entry.Subject == email && entry.Action != "account.signed_in"));
        (entry.Actor, entry.AccountId, entry.Action).ShouldBe(("command line", null, "account.created"));
        entry.After.ShouldNotBeNull().ShouldNotContain(Staff.Password);
    }

    [TestCase("short\n", "Use 12 characters or more", "--email", "{email}", "--role", "Author", "--password-stdin")]
    [TestCase("", "Enter a password.", "--email", "{email}", "--role", "Author", "--password-stdin")]
    [TestCase(Staff.Password, "Enter an e-mail address, for example", "--email", "somebody", "--role", "Author", "--password-stdin")]
    [TestCase(Staff.Password, "Gardener", "--email", "{email}", "--role", "Gardener", "--password-stdin")]
    [TestCase(Staff.Password, "--password-stdin", "--email", "{email}", "--role", "Author")]
    [TestCase(Staff.Password, "--password-stdin", "--email", "{email}", "--role", "Author", "--password-stdin", "false")]
    [TestCase(Staff.Password, "--role", "--email", "{email}", "--password-stdin")]
    [TestCase(Staff.Password, "--password", "--email", "{email}", "--role", "Author", "--password", Staff.Password)]
    public async Task Wrong_input_changes_nothing_and_says_why(string input, string said, params string[] args)
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        var accounts = await SharedApp.App.ReadAsync(db => db.Accounts.CountAsync());

        var done = await RunAsync(input, ["admin", "create-user", .. args.Select(arg => arg == "{email}" ? email : arg)]);

        done.Code.ShouldBe(1);
        done.Error.ShouldContain(said);
        done.Error.ShouldNotContain("   at ", Case.Sensitive, "a stack trace");
        (await SharedApp.App.ReadAsync(db => db.Accounts.CountAsync())).ShouldBe(accounts);
    }

    [Test]
    public async Task An_address_is_taken_once()
    {
        var email = await SharedApp.App.NewAccountAsync(Roles.Analyst);

        var done = await RunAsync(Staff.Password, "admin", "create-user", "--email", email.ToUpperInvariant(), "--role", "Administrator", "--password-stdin");

        (done.Code, done.Error).ShouldBe((1, "There is an account with this address already.\n"));
        (await SharedApp.App.ReadAsync(db => db.Accounts.SingleAsync(account => account.Email == email))).Roles.ShouldBe([Roles.Analyst]);
    }

    [Test]
    public async Task A_key_is_written_once_and_alone()
    {
        var name = $"backup {Guid.NewGuid():N}";

        var done = await RunAsync("", "admin", "create-key", "--name", name, "--role", "Analyst");

        (done.Code, done.Error).ShouldBe((0, ""));
        done.Output.ShouldMatch("^agentbrain_[0-9a-f]{64}\n$");
        var stored = await SharedApp.App.ReadAsync(db => db.ApiKeys.SingleAsync(key => key.Name == name));
        (stored.Role, stored.CreatedBy).ShouldBe((Roles.Analyst, "command line"));
        done.Output.Trim().ShouldEndWith(stored.Ending);
    }

    [Test]
    public async Task A_database_that_is_not_ready_is_said_to_be()
    {
        var done = await CommandRun.OnAsync(
            "Host=127.0.0.1;Port=1;Timeout=2", Staff.Password, "admin", "create-user", "--email", "a@example.org", "--role", "Author", "--password-stdin");

        done.Code.ShouldBe(1);
        done.Error.ShouldStartWith("The database cannot be used:");
        done.Output.ShouldBeEmpty();
    }

    [Test]
    public async Task A_database_without_its_tables_is_not_touched()
    {
        await using var empty = await TestDatabase.CreateAsync();

        var done = await CommandRun.OnAsync(empty.ConnectionString, "", "admin", "create-key", "--name", "x", "--role", "Analyst");

        done.Code.ShouldBe(1);
        done.Error.ShouldStartWith("The database lacks");
    }

    [Test]
    public async Task The_shipped_brain_passes_the_check()
    {
        var done = await RunAsync("", "config", "lint", _pack);

        (done.Code, done.Error).ShouldBe((0, ""));
        done.Output.ShouldContain("\n0 errors,", customMessage: done.Output);
    }

    [Test]
    public async Task Errors_are_found_with_their_places()
    {
        var file = await ChangedPackAsync("skip_question_ids: [Q_FIREWOOD, Q_CHIMNEY]", "skip_question_ids: [Q_NOWHERE]");

        var done = await RunAsync("", "config", "lint", file);

        done.Code.ShouldBe(2);
        done.Output.ShouldMatch("(?m)^error [a-z-]+ at skip_rules SKIP_WOOD .*Q_NOWHERE");
        var json = await RunAsync("", "config", "lint", file, "--json");
        json.Code.ShouldBe(2);
        using var findings = JsonDocument.Parse(json.Output);
        var first = findings.RootElement.GetProperty("findings")[0];
        (first.GetProperty("severity").GetString(), first.GetProperty("at").GetProperty("section").GetString(), first.GetProperty("at").GetProperty("id").GetString())
            .ShouldBe(("error", "skip_rules", "SKIP_WOOD"));
        File.Delete(file);
    }

    [Test]
    public async Task What_is_no_brain_is_refused_with_its_line()
    {
        var file = await ChangedPackAsync("requires_risk: true", "requires_risk: [perhaps]");

        var done = await RunAsync("", "config", "lint", file);

        done.Code.ShouldBe(1);
        done.Error.ShouldMatch("Line \\d+, questions");
        (await RunAsync("", "config", "lint", Path.Combine(Path.GetTempPath(), "no such brain.yaml"))).Code.ShouldBe(1);
        (await RunAsync("", "config", "lint")).Code.ShouldBe(1);
        File.Delete(file);
    }

    [Test]
    public async Task A_command_runs_in_a_process_of_its_own()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AgentBrain.Web.dll"), "config", "lint", Path.GetFileName(_pack)])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PWD"] = Path.GetDirectoryName(_pack)! },
        };

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(0, await process.StandardError.ReadToEndAsync());
        output.ShouldContain("0 errors,");
    }

    private static Task<CommandRun> RunAsync(string input, params string[] args) => CommandRun.OnAsync(SharedApp.Database.ConnectionString, input, args);

    private static async Task<string> ChangedPackAsync(string before, string after)
    {
        var text = await File.ReadAllTextAsync(_pack);
        text.ShouldContain(before);
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(file, text.Replace(before, after, StringComparison.Ordinal));
        return file;
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "AgentBrain.sln")))
            directory = directory.Parent!;
        return directory.FullName;
    }
}
