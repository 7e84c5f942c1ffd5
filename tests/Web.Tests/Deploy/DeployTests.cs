using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;

namespace AgentBrain.Web.Tests.Deploy;

/// <summary>
/// Real deployments into a folder, of this build under other commits, with a real database; only the service manager is a script. One release runs from
/// the start, and every test leaves one that runs.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class DeployTests
{
    private TestDatabase _database = null!;
    private DeployTarget _target = null!;
    private DeployTarget.Release _first = null!;

    [OneTimeSetUp]
    public async Task First_deployment()
    {
        _database = await TestDatabase.CreateAsync();
        _target = new DeployTarget(_database.ConnectionString);
        _first = _target.NewRelease();
        var outcome = await _target.DeployAsync(_first);
        outcome.ExitCode.ShouldBe(0, outcome.Said);
    }

    [OneTimeTearDown]
    public async Task End()
    {
        _target.Dispose();
        await _database.DisposeAsync();
    }

    [Test, Order(1)]
    public async Task The_first_deployment_makes_the_database_and_runs_from_its_release()
    {
        _target.Current.ShouldBe(_first.Commit);
        (await _target.RunningAsync()).ShouldBe(_first.Commit);
        _target.Releases.ShouldBe([_first.Commit]);
        File.ReadAllText(_target.Backups.ShouldHaveSingleItem()).ShouldBe(_database.ConnectionString, "the backup knows the settings");
        File.GetUnixFileMode(Path.Combine(_target.Folder, "backups")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Test]
    public async Task The_log_in_production_is_JSON_and_holds_no_secret_address()
    {
        var secret = new string('5', 64);
        using var browser = new HttpClient { BaseAddress = _target.Address };
        using var reply = await browser.GetAsync(new Uri($"/resume/{secret}?email=ona@example.org", UriKind.Relative));
        ((int)reply.StatusCode).ShouldBeGreaterThanOrEqualTo(400);
        for (var waited = Stopwatch.StartNew(); !_target.ServiceLog.Contains("GetResumeOffer", StringComparison.Ordinal); await Task.Delay(50))
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), _target.ServiceLog);

        var lines = _target.ServiceLog.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        foreach (var line in lines)
        {
            using var entry = JsonDocument.Parse(line);
            entry.RootElement.GetProperty("Timestamp").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
            entry.RootElement.GetProperty("Message").GetString().ShouldNotBeNullOrEmpty();
        }
        lines.ShouldContain(line => line.Contains("GetResumeOffer", StringComparison.Ordinal) && line.Contains("TraceId", StringComparison.Ordinal));
        lines.ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal) && !line.Contains("ona@example.org", StringComparison.Ordinal));
    }

    [Test]
    public async Task An_upgrade_backs_up_migrates_switches_and_leaves_the_newest_releases()
    {
        var before = _target.Current;
        var old = Directory.CreateDirectory(Path.Combine(_target.Folder, "releases", "0123456")).FullName;
        Directory.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddYears(-1));
        var release = _target.NewRelease();

        var outcome = await _target.DeployAsync(release, "--keep", "2");

        outcome.ExitCode.ShouldBe(0, outcome.Said);
        outcome.Said.ShouldContain("Nothing to do: every migration is applied.");
        outcome.Said.ShouldContain($"{release.Commit} runs.");
        (await _target.RunningAsync()).ShouldBe(release.Commit);
        _target.Current.ShouldBe(release.Commit);
        _target.Backups[^1].ShouldContain($"-before-{release.Commit[..12]}");
        _target.Releases.ShouldContain(before);
        _target.Releases.ShouldContain(release.Commit);
        _target.Releases.ShouldNotContain("0123456");
    }

    [Test]
    public async Task Another_host_is_deployed_to_by_ssh()
    {
        var release = _target.NewRelease();

        var outcome = await _target.DeployBySshAsync(release, "--migrate", "printf 'it'\\''s %s' \"$RELEASE\" >&2");

        outcome.ExitCode.ShouldBe(0, outcome.Said);
        outcome.Said.ShouldContain($"it's {_target.Folder}/releases/{release.Commit}");
        (await _target.RunningAsync()).ShouldBe(release.Commit);
        File.ReadAllLines(_target.SshLog).Length.ShouldBe(3, "the target is checked, gets the release and starts it");
    }

    [Test]
    public async Task A_release_that_does_not_become_ready_is_taken_back()
    {
        var before = _target.Current;
        var release = _target.NewRelease();
        // What it is shipped with keeps it from starting.
        var settings = Path.Combine(release.Folder, "appsettings.json");
        File.Delete(settings);
        await File.WriteAllTextAsync(settings, """{ "RateLimits": { "StartsPerMinute": "many" } }""");

        // As systemd does, the service manager waits until the release before answers: that may take longer than the other is waited for.
        var service = $"{_target.Service}; case $(readlink current) in */{before}) until (exec 3<>/dev/tcp/127.0.0.1/{_target.Address.Port}) 2>/dev/null; do sleep 0.1; done ;; esac";
        var outcome = await _target.DeployAsync(release, "--migrate", "true", "--service", service, "--wait", "5");

        outcome.ExitCode.ShouldBe(1, outcome.Said);
        outcome.Said.ShouldContain("it was not ready after 5 s");
        outcome.Said.ShouldContain($"{before} runs again.");
        outcome.Said.ShouldContain($"Migrations were not undone: the release before works with them, since they only add. The database as it was before is in {_target.Backups[^1]}.");
        _target.Current.ShouldBe(before);
        (await _target.RunningAsync()).ShouldBe(before);
    }

    [Test]
    public async Task A_migration_that_fails_switches_nothing()
    {
        var (before, process) = (_target.Current, _target.ProcessId);

        var outcome = await _target.DeployAsync(_target.NewRelease(), "--migrate", "echo 'the disk is full' >&2; exit 3");

        outcome.ExitCode.ShouldBe(1, outcome.Said);
        outcome.Said.ShouldContain("the disk is full");
        outcome.Said.ShouldContain($"Nothing was switched; {before} goes on running.");
        await ShouldRunAsync(before, process);
    }

    [Test]
    public async Task A_backup_that_fails_migrates_nothing()
    {
        var (before, process) = (_target.Current, _target.ProcessId);
        var release = _target.NewRelease();
        var migrated = Path.Combine(release.Folder, "migrated");

        var outcome = await _target.DeployAsync(release, "--backup", "exit 3", "--migrate", $"touch '{migrated}'");

        outcome.ExitCode.ShouldBe(1, outcome.Said);
        outcome.Said.ShouldContain("The database could not be backed up");
        File.Exists(migrated).ShouldBeFalse();
        await ShouldRunAsync(before, process);
    }

    [Test]
    public async Task A_release_that_is_gone_migrates_nothing()
    {
        var (before, process) = (_target.Current, _target.ProcessId);
        var release = _target.NewRelease();
        var migrated = Path.Combine(release.Folder, "migrated");

        var outcome = await _target.DeployAsync(release, "--backup", "rm -rf \"$RELEASE\"", "--migrate", $"touch '{migrated}'");

        outcome.ExitCode.ShouldBe(1, outcome.Said);
        outcome.Said.ShouldContain("The migrations could not be applied");
        File.Exists(migrated).ShouldBeFalse();
        await ShouldRunAsync(before, process);
    }

    [Test]
    public async Task What_reports_another_commit_is_taken_back()
    {
        var (before, process) = (_target.Current, _target.ProcessId);

        // A service manager that says that it did, and did not.
        var outcome = await _target.DeployAsync(_target.NewRelease(), "--migrate", "true", "--service", "true", "--wait", "3");

        outcome.ExitCode.ShouldBe(1, outcome.Said);
        outcome.Said.ShouldContain($"/version says that {before} runs");
        outcome.Said.ShouldContain($"{before} runs again.");
        await ShouldRunAsync(before, process);
    }

    [Test]
    public async Task What_runs_before_may_answer_a_while_longer()
    {
        var release = _target.NewRelease();

        // A service manager that does not wait until the process before has ended.
        var outcome = await _target.DeployAsync(release, "--migrate", "true", "--service", $"(sleep 1; {_target.Service}) >/dev/null 2>&1 &");

        outcome.ExitCode.ShouldBe(0, outcome.Said);
        (await _target.RunningAsync()).ShouldBe(release.Commit);
    }

    [Test]
    public async Task Of_two_at_once_the_second_is_refused()
    {
        var (first, second) = (_target.NewRelease(), _target.NewRelease());
        var (begun, go) = (Path.Combine(first.Folder, "begun"), Path.Combine(first.Folder, "go"));
        var underWay = _target.DeployAsync(first, "--migrate", $"touch '{begun}'; until [ -e '{go}' ]; do sleep 0.05; done");
        for (var waited = Stopwatch.StartNew(); !File.Exists(begun); await Task.Delay(20))
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));

        var refused = await _target.DeployAsync(second);
        await File.WriteAllTextAsync(go, "");
        var outcome = await underWay;

        refused.ExitCode.ShouldBe(1);
        refused.Said.ShouldContain("Another deployment");
        _target.Releases.ShouldNotContain(second.Commit);
        outcome.ExitCode.ShouldBe(0, outcome.Said);
        (await _target.RunningAsync()).ShouldBe(first.Commit);
    }

    [Test]
    public async Task A_trial_run_says_what_would_be_done_and_does_nothing()
    {
        var (before, process, backups) = (_target.Current, _target.ProcessId, _target.Backups.Count);
        var release = _target.NewRelease();

        var outcome = await _target.DeployAsync(release, "--dry-run");

        outcome.ExitCode.ShouldBe(0, outcome.Said);
        outcome.Said.ShouldContain($"Would switch {_target.Folder}/current from {before} to {release.Commit}");
        _target.Backups.Count.ShouldBe(backups);
        _target.Releases.ShouldNotContain(release.Commit);
        await ShouldRunAsync(before, process);
    }

    [TestCase("--keep", "1", "--keep is a number from 2")]
    [TestCase("--wait", "soon", "--wait is a number of seconds")]
    [TestCase("--env", "/nowhere/agentbrain.env", "The settings /nowhere/agentbrain.env")]
    [TestCase("--url", "https://example.org", "Name a plain address with --url")]
    [TestCase("--release", "/nowhere", "holds no published Agent Brain")]
    [TestCase("--fast", "yes", "--fast is not an option")]
    public async Task What_is_typed_wrong_is_said_before_anything_is_done(string option, string value, string message)
    {
        var (before, process) = (_target.Current, _target.ProcessId);

        var outcome = await _target.DeployAsync(_first, option, value);

        outcome.ExitCode.ShouldBe(1, outcome.Said);
        outcome.Said.ShouldContain(message);
        await ShouldRunAsync(before, process);
    }

    [Test]
    public async Task Settings_that_systemd_may_read_otherwise_are_refused_without_their_value()
    {
        var (before, process) = (_target.Current, _target.ProcessId);
        var settings = Path.Combine(_target.NewRelease().Folder, "agentbrain.env");
        await File.WriteAllTextAsync(settings, """
            # C:\Comments may hold it.
            ConnectionStrings__AgentBrain='Host=127.0.0.1;Password=se\cret'

            """);

        var outcome = await _target.DeployAsync(_first, "--env", settings);

        outcome.ExitCode.ShouldBe(1, outcome.Said);
        outcome.Said.ShouldContain($"ConnectionStrings__AgentBrain in {settings} holds a backslash");
        outcome.Said.ShouldContain("Nothing was deployed.");
        outcome.Said.ShouldNotContain("cret'");
        await ShouldRunAsync(before, process);
    }

    [Test]
    public async Task What_runs_from_elsewhere_is_not_replaced_since_there_were_no_going_back()
    {
        var (before, process) = (_target.Current, _target.ProcessId);
        var current = Path.Combine(_target.Folder, "current");
        var elsewhere = _target.NewRelease().Folder;
        File.Delete(current);
        File.CreateSymbolicLink(current, elsewhere);
        try
        {
            var outcome = await _target.DeployAsync(_first);

            outcome.ExitCode.ShouldBe(1, outcome.Said);
            outcome.Said.ShouldContain($"{current} leads to {elsewhere}");
            outcome.Said.ShouldContain("Nothing was deployed.");
            File.ResolveLinkTarget(current, returnFinalTarget: false)!.FullName.ShouldBe(elsewhere);
        }
        finally
        {
            File.Delete(current);
            File.CreateSymbolicLink(current, Path.Combine("releases", before));
        }
        await ShouldRunAsync(before, process);
    }

    private async Task ShouldRunAsync(string commit, int process)
    {
        _target.Current.ShouldBe(commit);
        _target.ProcessId.ShouldBe(process, "it was not started again");
        (await _target.RunningAsync()).ShouldBe(commit);
    }
}
