using System.Diagnostics;
using System.Net;
using System.Text.Json;
using AgentBrain.Web.Tests.Support;
using Npgsql;

namespace AgentBrain.Web.Tests.Operation;

public sealed class ShutdownTests
{
    private const int NoticeSeconds = 10;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Told_to_end_it_asks_for_no_more_requests_answers_those_it_has_and_goes()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var app = new AppProcess(database.ConnectionString, "Production")
        {
            Settings = new Dictionary<string, string> { ["Shutdown__ReadinessSeconds"] = $"{NoticeSeconds}" },
        };
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = app.Address };
        (await ReadyAsync(client)).Status.ShouldBe(HttpStatusCode.OK);

        // An interview cannot be stored while the table is locked: a request that takes long.
        await using var holder = await database.OpenConnectionAsync();
        await using var locked = await holder.BeginTransactionAsync();
        await ExecuteAsync(holder, "LOCK TABLE sessions IN SHARE MODE");
        var underWay = client.PostAsync(new Uri("/api/session/start", UriKind.Relative), new StringContent("""{"language":"lt"}""", System.Text.Encoding.UTF8, "application/json"));
        await UntilAsync(async () => await IsWaitedForAsync(database), "the request waits for the table");

        var told = Stopwatch.StartNew();
        app.Terminate();
        var firstReply = await UntilAsync(async () => await ReadyAsync(client) is { Status: HttpStatusCode.ServiceUnavailable } reply ? reply : null, "readiness fails");
        firstReply.Body.ShouldContain("The application is shutting down.");
        using (var late = await client.GetAsync(new Uri("/api/health", UriKind.Relative)))
            late.StatusCode.ShouldBe(HttpStatusCode.OK, "who comes all the same is served");

        await UntilAsync(async () => !await IsOpenAsync(app.Address), "the server accepts no more");
        told.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(NoticeSeconds - 0.5));
        underWay.IsCompleted.ShouldBeFalse();
        app.IsRunning.ShouldBeTrue();

        await locked.CommitAsync();
        using var answered = await underWay;
        answered.StatusCode.ShouldBe(HttpStatusCode.OK, app.Said);
        (await app.ExitCodeAsync()).ShouldBe(0, app.Said);
        told.Elapsed.ShouldBeLessThan(Longest);
        using var started = JsonDocument.Parse(await answered.Content.ReadAsStringAsync());
        (await ScalarAsync(database, $"SELECT count(*) FROM sessions WHERE session_id = '{started.RootElement.GetProperty("session_id").GetString()}'")).ShouldBe(1);
    }

    [TestCase("-1")]
    [TestCase("16")]
    public async Task A_notice_that_leaves_no_time_is_refused(string seconds)
    {
        using var app = new AppProcess(SharedApp.Database.ConnectionString, "Production") { Settings = new Dictionary<string, string> { ["Shutdown__ReadinessSeconds"] = seconds } };

        app.Launch();

        (await app.ExitCodeAsync()).ShouldNotBe(0);
        app.Errors.ShouldContain($"Shutdown:ReadinessSeconds is {seconds}.");
    }

    private static async Task<Reply> ReadyAsync(HttpClient client)
    {
        using var reply = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return new Reply(reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }

    private static async Task<bool> IsOpenAsync(Uri address)
    {
        using var stranger = new HttpClient();
        try
        {
            using var reply = await stranger.GetAsync(new Uri(address, "/health/live"));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<bool> IsWaitedForAsync(TestDatabase database) =>
        await ScalarAsync(database, $"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database.Name}' AND wait_event_type = 'Lock'") > 0;

    private static async Task<long> ScalarAsync(TestDatabase database, string sql)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, string what) => await UntilAsync(async () => await isSo() ? "" : null, what);

    private static async Task<T> UntilAsync<T>(Func<Task<T?>> find, string what)
        where T : class
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            if (await find() is { } found)
                return found;
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), what);
        }
    }

    private sealed record Reply(HttpStatusCode Status, string Body);
}
