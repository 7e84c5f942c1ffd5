using System.Diagnostics;
using System.Globalization;
using System.Net;
using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Web.Commands;
using AgentBrain.Web.Tests.Api;
using AgentBrain.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AgentBrain.Web.Tests;

/// <summary>Two nodes, processes of their own, on one database: whoever comes to the one may go on at the other.</summary>
public sealed class NodesTests
{
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(2);
    private TestDatabase _database = null!;
    private AppProcess _one = null!;
    private AppProcess _other = null!;
    private HttpClient _client = null!;
    private Respondent _author = null!;

    [OneTimeSetUp]
    public async Task StartNodes()
    {
        _database = await TestDatabase.CreateAsync();
        _one = new AppProcess(_database.ConnectionString, "Development");
        _other = new AppProcess(_database.ConnectionString, "Development");
        // At once, on an empty database.
        await Task.WhenAll(_one.StartAsync(), _other.StartAsync());
        _client = new HttpClient { BaseAddress = _other.Address };

        var console = new CommandConsole(new StringReader(Staff.Password), TextWriter.Null, TextWriter.Null)
        {
            Settings = new Dictionary<string, string?> { ["ConnectionStrings:AgentBrain"] = _database.ConnectionString },
        };
        (await CommandLine.RunAsync(["admin", "create-user", "--email", "ona@example.org", "--role", "Administrator", "--password-stdin"], console)).ShouldBe(0);
        _author = new Respondent(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, _one.Address);
        await _author.SignInAsync("ona@example.org", Staff.Password);
        _author.Reply.IsRedirect.ShouldBeTrue(_author.Page.Body);
    }

    [OneTimeTearDown]
    public async Task StopNodes()
    {
        _author.Dispose();
        _client.Dispose();
        _one.Dispose();
        _other.Dispose();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task Whoever_signed_in_or_began_at_one_node_goes_on_at_the_other()
    {
        (await _author.GetAsync(At(_other, "/admin/brain/try"))).Status.ShouldBe(HttpStatusCode.OK);

        using var respondent = new Respondent(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, _one.Address);
        await respondent.StartAsync("lt");
        var form = respondent.Page.Form().With("Answer", "Poilsiui.").With("Intent", "answer");
        var stored = await respondent.PostAsync(At(_other, respondent.QuestionPath(1)), form.Content());
        stored.IsRedirect.ShouldBeTrue(stored.Body);
        (await respondent.OpenAsync(respondent.InterviewPath)).Has("[name=QuestionId]").ShouldBeTrue();
        respondent.Page.Address.AbsolutePath.ShouldBe(respondent.QuestionPath(2));
    }

    [Test]
    public async Task What_one_node_publishes_the_other_uses_within_two_seconds()
    {
        await using var listener = await _database.OpenConnectionAsync();
        var heard = 0;
        listener.Notification += (_, _) => heard++;
        await using (var listen = new NpgsqlCommand("LISTEN agentbrain_published", listener))
            await listen.ExecuteNonQueryAsync();
        var took = new List<TimeSpan>();

        for (var time = 1; time <= 3; time++)
        {
            var published = await PublishAsync();
            took.Add(await UntilUsedAsync(published));
            (await listener.WaitAsync(TimeSpan.FromSeconds(5))).ShouldBeTrue();
            heard.ShouldBe(time, "publications are announced, and nothing else is");
        }

        took.ShouldAllBe(time => time < Latest);
    }

    [Test]
    public async Task What_is_announced_is_read_before_its_turn()
    {
        // A node reads every second. Of several announcements one at least finds it waiting, however busy the machine is.
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var last = await ReadAgainAsync(await LastReadAsync());
            await _database.ExecuteAsync("NOTIFY agentbrain_published");
            if (await ReadAgainAsync(last) - last < TimeSpan.FromSeconds(0.8))
                return;
        }
        Assert.Fail("What was announced was read no sooner than without.");
    }

    [Test]
    public async Task What_is_not_announced_is_used_within_two_seconds_too()
    {
        (await UntilUsedAsync(await PublishSilentlyAsync())).ShouldBeLessThan(Latest);
    }

    [Test]
    public async Task Where_no_node_can_listen_what_is_published_is_used_within_two_seconds_too()
    {
        await using var connection = await _database.OpenConnectionAsync();
        using var over = new CancellationTokenSource();
        var ended = 0;
        var ending = EndListenersAsync();

        var took = new List<TimeSpan> { await UntilUsedAsync(await PublishAsync()), await UntilUsedAsync(await PublishSilentlyAsync()) };
        await over.CancelAsync();
        await ending;

        took.ShouldAllBe(time => time < Latest);
        ended.ShouldBeGreaterThan(0);
        await LastReadAsync();

        async Task EndListenersAsync()
        {
            while (!over.IsCancellationRequested)
            {
                await using var end = new NpgsqlCommand($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {Listeners}", connection);
                ended += Convert.ToInt32(await end.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
                await Task.Delay(20);
            }
        }
    }

    private string Listeners => $"datname = '{_database.Name}' AND (query LIKE 'LISTEN agent%' OR query = 'SELECT max(id) FROM brain_revisions') AND pid <> pg_backend_pid()";

    /// <summary>When the one who reads least of all has read last.</summary>
    private async Task<DateTime> LastReadAsync()
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(10))
        {
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await using var connection = await _database.OpenConnectionAsync();
            await using var read = new NpgsqlCommand($"SELECT min(query_start) FROM pg_stat_activity WHERE {Listeners} AND query LIKE 'SELECT%' HAVING count(*) = 2", connection);
            if (await read.ExecuteScalarAsync() is DateTime last)
                return last;
        }
    }

    private async Task<DateTime> ReadAgainAsync(DateTime last)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(5))
        {
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            if (await LastReadAsync() is var now && now > last)
                return now;
        }
    }

    private async Task<int> PublishAsync()
    {
        await _author.OpenAsync("/admin/brain/questions/Q_LOOK");
        await _author.SubmitAsync(_author.Page.Form("#item-form").With("Fields.TextEn", $"Look {Guid.NewGuid():N}?"));
        await _author.OpenAsync("/admin/brain/publish");
        await _author.SubmitAsync(_author.Page.Form().With("Note", "Another look"));
        _author.Page.Address.AbsolutePath.ShouldBe("/admin/brain/history");
        await using var db = Context();
        return await db.BrainRevisions.MaxAsync(revision => revision.Id);
    }

    private async Task<int> PublishSilentlyAsync()
    {
        await using var db = Context();
        var newest = await db.BrainRevisions.AsNoTracking().OrderBy(revision => revision.Id).LastAsync();
        var revision = BrainRevision.Publish(newest.Document, "In silence", DateTimeOffset.UtcNow);
        db.BrainRevisions.Add(revision);
        await db.SaveChangesAsync();
        return revision.Id;
    }

    /// <summary>Starts interviews at the other node until they are held under a revision.</summary>
    /// <returns>How long after it was published one began that was not; zero when all were.</returns>
    private async Task<TimeSpan> UntilUsedAsync(int revisionId)
    {
        await using var db = Context();
        var last = TimeSpan.Zero;
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(10))
        {
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            var asked = waited.Elapsed;
            var call = ApiCall.Start("en");
            var started = (await call.SendAsync(_client)).MustBe(HttpStatusCode.OK, call).Json.GetProperty("session_id").GetGuid();
            if (await db.Sessions.Where(session => session.Id == started).Select(session => session.RevisionId).SingleAsync() == revisionId)
                return last;
            last = asked;
        }
    }

    private AgentBrainDbContext Context()
    {
        var options = new DbContextOptionsBuilder<AgentBrainDbContext>();
        options.UseAgentBrain(_database.ConnectionString);
        return new AgentBrainDbContext(options.Options);
    }

    private static string At(AppProcess node, string path) => new Uri(node.Address, path).ToString();
}
