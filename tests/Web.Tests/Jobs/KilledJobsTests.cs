using System.Diagnostics;
using System.Globalization;
using AgentBrain.Web.Tests.Support;

namespace AgentBrain.Web.Tests.Jobs;

/// <summary>
/// Nodes, processes of their own, are killed (SIGKILL) in the middle of every kind of job. All of it is done soon after they are started again.
/// AGENTBRAIN_JOB_KILLS makes it longer.
/// </summary>
public sealed class KilledJobsTests
{
    private const int Nodes = 4;
    private const int UsualKills = 20;
    private static readonly TimeSpan Promise = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PatienceForStart = TimeSpan.FromMinutes(3);

    // Not every worker need have something when it happens: some were killed so lately that what they had is leased still.
    private static readonly TimeSpan LongEnoughInHand = TimeSpan.FromMilliseconds(500);

    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("AGENTBRAIN_JOB_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : UsualKills;

    [Test]
    public async Task What_killed_nodes_had_in_hand_is_done_within_a_minute_and_not_oftener_than_is_said()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = new AgentBrainApp(database.ConnectionString);
        WorkUnderFire[] kinds = [new MailUnderFire(), new WebhooksUnderFire(), new SpeechUnderFire(), new RetentionUnderFire()];
        var rounds = (Kills + Nodes - 1) / Nodes;
        foreach (var kind in kinds)
            await kind.AddAsync(app, rounds * Nodes * kind.AtOnce);
        var settings = kinds.SelectMany(kind => kind.Settings).Concat([new("Jobs__Enabled", "true"), new("Jobs__SweepSeconds", "1")]).ToDictionary();
        var nodes = Enumerable.Range(0, Nodes).Select(_ => new AppProcess(database.ConnectionString, "Production") { Settings = settings }).ToList();
        try
        {
            for (var round = 0; round < rounds; round++)
            {
                nodes.ForEach(node => node.Launch());
                await UntilInHandAsync(kinds, nodes);
                await Task.WhenAll(nodes.Select(node => node.KillAsync()));
                foreach (var kind in kinds)
                    await kind.EndRoundAsync();
            }

            foreach (var kind in kinds)
                kind.Calm();
            // The minute is promised with the sweep as it comes.
            settings.Remove("Jobs__SweepSeconds");
            await Task.WhenAll(nodes.Take(2).Select(node => node.StartAsync()));
            var since = Stopwatch.StartNew();
            foreach (var kind in kinds)
            {
                while (await app.ReadAsync(kind.OpenAsync) is > 0 and var open)
                {
                    since.Elapsed.ShouldBeLessThan(Promise, $"{open} pieces of {kind.Name} are not done.\n{Said(nodes)}");
                    await Task.Delay(100);
                }
            }
            TestContext.Out.WriteLine($"{rounds * Nodes} kills; all done {since.Elapsed.TotalSeconds:0.0} s after the last restart.");
            await Task.WhenAll(nodes.Take(2).Select(node => node.KillAsync()));

            foreach (var kind in kinds)
            {
                TestContext.Out.WriteLine($"{kind.Name}: {kind.Killed} pieces were in hand when their node was killed.");
                kind.Killed.ShouldBeGreaterThanOrEqualTo(rounds * kind.Busy(Nodes), $"{kind.Name} must have been killed in the middle");
                await app.ReadAsync(async db =>
                {
                    await kind.VerifyAsync(db);
                    return true;
                });
            }
        }
        finally
        {
            nodes.ForEach(node => node.Dispose());
            foreach (var kind in kinds)
                await kind.DisposeAsync();
        }
    }

    private static async Task UntilInHandAsync(IReadOnlyList<WorkUnderFire> kinds, IReadOnlyList<AppProcess> nodes)
    {
        Stopwatch? held = null;
        for (var waited = Stopwatch.StartNew(); kinds.Any(kind => kind.InHand < kind.Busy(Nodes) * kind.AtOnce); await Task.Delay(10))
        {
            if (held is null && kinds.All(kind => kind.InHand >= kind.Busy(Nodes)))
                held = Stopwatch.StartNew();
            if (held?.Elapsed > LongEnoughInHand)
                return;
            waited.Elapsed.ShouldBeLessThan(PatienceForStart, Said(nodes));
        }
    }

    private static string Said(IEnumerable<AppProcess> nodes) => string.Join("\n", nodes.Select(node => node.Said));
}
