using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using AgentBrain.Domain.Brain;
using AgentBrain.Infrastructure.Persistence;
using AgentBrain.Infrastructure.Persistence.Schema;
using AgentBrain.Web.Tests.Support;
using Npgsql;

namespace AgentBrain.Web.Tests.Api;

/// <summary>
/// Interviews through the API while the primary of two PostgreSQL servers is lost and the other one promoted. Nobody does anything to the application,
/// and what clients were told to be stored is stored afterwards, once. See docs/reliability.md.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class FailoverTests
{
    private const int Respondents = 8;
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Alone = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestOutage = TimeSpan.FromSeconds(30);

    private readonly ApiTraffic _traffic = new();
    private readonly ConcurrentBag<InterviewLedger> _ledgers = [];
    private int _interviews;

    [Test]
    public async Task No_acknowledged_answer_is_lost_with_the_primary_and_the_application_goes_on_by_itself()
    {
        await using var databases = await PostgresPair.StartAsync(synchronous: Environment.GetEnvironmentVariable("AGENTBRAIN_FAILOVER_ASYNC") is null);
        using var server = new AppProcess(databases.ConnectionString, "Production") { Settings = FireTests.Settings() };
        (await server.TryStartAsync()).ShouldBeTrue(server.Said);

        // A standby builds no shadow.
        (await new DatabaseDrift(new DatabaseConnection(databases.StandbyFirst)).CheckAsync()).Yardstick.ShouldBe(DriftYardstick.Shadow);

        // Less patient than the primary is with its standby: what is abandoned meanwhile is sent again.
        using var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) }) { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(1.5) };
        var client = new ApiClient(http, _traffic) { Patience = TimeSpan.FromSeconds(120), LongestPause = TimeSpan.FromSeconds(1) };
        var seed = Random.Shared.Next();
        using var over = new CancellationTokenSource();
        var playing = Enumerable.Range(0, Respondents).Select(_ => PlayAsync(client, seed, over.Token)).ToList();

        var outage = await FailOverAsync(databases);
        await Task.Delay(Calm);
        await over.CancelAsync();
        await Task.WhenAll(playing);

        server.IsRunning.ShouldBeTrue(server.Said);
        var answers = _ledgers.Sum(ledger => ledger.Answers.Count);
        TestContext.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| Failover | {_ledgers.Count} interviews | {answers} acknowledged answers | stored again {outage.TotalSeconds:0.0} s after the promotion | {_traffic.Requests} requests, {_traffic.Repeats} of them repeats: {_traffic.Broken} broken, {_traffic.Unavailable} unavailable, {_traffic.Conflicts} conflicts |"));
        (await StoredInterviews.ReadAsync(databases.StandbyConnectionString)).DifferencesFrom(_ledgers).ShouldBeEmpty($"The seed was {seed}.");
        outage.ShouldBeLessThan(LongestOutage);
        _ledgers.Count.ShouldBeGreaterThanOrEqualTo(Respondents);
    }

    /// <returns>How long after the promotion the first answer was stored.</returns>
    private static async Task<TimeSpan> FailOverAsync(PostgresPair databases)
    {
        await Task.Delay(Calm);
        databases.CutReplication();
        await Task.Delay(Alone);
        await databases.KillPrimaryAsync();
        await databases.PromoteAsync();

        var promoted = Stopwatch.StartNew();
        var before = await AnswersAsync(databases);
        while (await AnswersAsync(databases) == before)
        {
            promoted.Elapsed.ShouldBeLessThan(LongestOutage, "Nothing is stored since the promotion.");
            await Task.Delay(20);
        }
        return promoted.Elapsed;
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

    private static async Task<long> AnswersAsync(PostgresPair databases)
    {
        await using var connection = new NpgsqlConnection(databases.StandbyConnectionString);
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand("SELECT count(*) FROM messages", connection);
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
