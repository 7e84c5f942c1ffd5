using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using AgentBrain.Domain.Brain;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests.Api;

/// <summary>
/// Interviews through the API while the server is killed every few seconds and its database every now and then. What clients were told to be stored
/// is stored afterwards, once. AGENTBRAIN_FIRE_SECONDS makes it longer; see docs/reliability.md.
/// </summary>
[UnsupportedOSPlatform("windows")]
public class FireTests
{
    private const int Respondents = 24;
    private const int UsualSeconds = 30;

    // The server, the database, both at once, the server.
    private const int FewestRounds = 4;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("AGENTBRAIN_FIRE_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : UsualSeconds);

    private readonly ApiTraffic _traffic = new();
    private readonly ConcurrentBag<InterviewLedger> _ledgers = [];
    private int _interviews;
    private int _kills;
    private int _failedStarts;
    private int _restarts;

    [Test]
    public async Task What_was_acknowledged_is_stored_once_whatever_is_killed()
    {
        await using var database = await OwnPostgres.StartAsync();
        using var server = new AppProcess(database.ConnectionString, "Production") { Settings = Settings() };
        (await server.TryStartAsync()).ShouldBeTrue(server.Said);
        using var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) }) { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(30) };
        var client = new ApiClient(http, _traffic) { Patience = TimeSpan.FromSeconds(180), LongestPause = TimeSpan.FromSeconds(2) };
        var seed = Random.Shared.Next();
        var burning = Stopwatch.StartNew();

        // Whoever fails ends it for all.
        using var over = new CancellationTokenSource();
        try
        {
            await Task.WhenAll(
                [
                    .. Enumerable.Range(0, Respondents).Select(_ => EndingAsync(over, () => PlayAsync(client, seed, over.Token))),
                    EndingAsync(over, () => SetFireAsync(server, database, new Random(seed), over)),
                ]);
        }
        catch
        {
            TestContext.Out.WriteLine(server.Said);
            throw;
        }

        var answers = _ledgers.Sum(ledger => ledger.Answers.Count);
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| Under fire for {burning.Elapsed.TotalSeconds:0} s | {_ledgers.Count} interviews | {answers} acknowledged answers | {_kills} kills of the server, {_failedStarts} starts in vain | {_restarts} immediate restarts of the database | {_traffic.Requests} requests, {_traffic.Repeats} of them repeats: {_traffic.Broken} broken, {_traffic.Unavailable} unavailable, {_traffic.Conflicts} conflicts |"));
        (await StoredInterviews.ReadAsync(database.ConnectionString)).DifferencesFrom(_ledgers).ShouldBeEmpty($"The seed was {seed}.");
        _ledgers.Count.ShouldBeGreaterThanOrEqualTo(Respondents);
        _kills.ShouldBeGreaterThan(2);
        _restarts.ShouldBeGreaterThan(1);
        _traffic.Repeats.ShouldBeGreaterThan(0);
    }

    private async Task PlayAsync(ApiClient client, int seed, CancellationToken over)
    {
        do
        {
            var number = Interlocked.Increment(ref _interviews);
            _ledgers.Add(await new ApiRespondent(client, Languages.All[number % Languages.All.Count], unchecked(seed + number)).PlayAsync());
        }
        while (!over.IsCancellationRequested);
    }

    private async Task SetFireAsync(AppProcess server, OwnPostgres database, Random random, CancellationTokenSource over)
    {
        var burning = Stopwatch.StartNew();
        for (var round = 0; !over.IsCancellationRequested && (round < FewestRounds || burning.Elapsed < Duration); round++)
        {
            await Task.Delay(random.Next(1000, 4000));
            server.IsRunning.ShouldBeTrue($"It ended by itself. {server.Said}");
            await ((round % FewestRounds) switch
            {
                1 => RestartDatabaseAsync(database),
                2 => Task.WhenAll(RestartDatabaseAsync(database), KillServerAsync(server)),
                _ => KillServerAsync(server),
            });
        }
        await over.CancelAsync();
    }

    private async Task KillServerAsync(AppProcess server)
    {
        await server.KillAsync();
        _kills++;

        // Without a database it ends again; whoever looks after it starts it until it stays.
        while (!await server.TryStartAsync())
            _failedStarts++;
    }

    private async Task RestartDatabaseAsync(OwnPostgres database)
    {
        await database.RestartImmediatelyAsync();
        _restarts++;
    }

    private static async Task EndingAsync(CancellationTokenSource over, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch
        {
            await over.CancelAsync();
            throw;
        }
    }

    /// <summary>Without limits, and with what matters of its log.</summary>
    internal static Dictionary<string, string> Settings() => new(
        new[] { "StartsPerMinute", "AnswersPerMinute", "FeedbackPerMinute", "ReadsPerMinute" }.Select(limit => KeyValuePair.Create($"RateLimits__{limit}", "1000000")))
    {
        ["Logging__LogLevel__Default"] = "Warning",
    };
}
