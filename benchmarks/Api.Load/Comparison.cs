using System.Globalization;

namespace AgentBrain.Api.Load;

/// <summary>Measures the same requests on several servers in turns, so that the moods of the machine meet all of them alike.</summary>
internal sealed class Comparison(IReadOnlyList<Contestant> contestants, Database database, Settings settings)
{
    private const int MostPerSecond = 6000;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(8);
    private readonly List<string> _costs = [];

    /// <summary>
    /// Has every server answer every request for a while. Before anything is measured: what a server compiles anew for one request serves the others too,
    /// and it does so best while another one has its turn.
    /// </summary>
    public async Task WarmUpAsync(IEnumerable<MeasuredRequest> requests, CancellationToken cancellationToken)
    {
        foreach (var request in requests)
        {
            foreach (var contestant in contestants)
            {
                await request.Prepare(contestant, MostPerSecond * WarmUpTime.TotalSeconds);
                await contestant.Generator.SaturateAsync(request.Operation(contestant), settings.Connections[^1], WarmUpTime, cancellationToken);
            }
        }
    }

    /// <summary>Prints the row of each server.</summary>
    public async Task MeasureAsync(MeasuredRequest request, CancellationToken cancellationToken)
    {
        var (name, operation, prepare) = request;
        var saturated = contestants.ToDictionary(contestant => contestant, _ => settings.Connections.ToDictionary(count => count, _ => new List<(Round Round, Cost Cost)>()));
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var connections in settings.Connections)
            {
                foreach (var contestant in contestants)
                {
                    await prepare(contestant, MostPerSecond * settings.RoundLength.TotalSeconds);
                    saturated[contestant][connections].Add(await Cost.OfAsync(
                        contestant,
                        database,
                        () => contestant.Generator.SaturateAsync(operation(contestant), connections, settings.RoundLength, cancellationToken)));
                }
            }
        }
        var best = saturated.ToDictionary(
            measured => measured.Key,
            measured => measured.Value
                .Select(rounds => (Connections: rounds.Key, Round: Round.MedianOf([.. rounds.Value.Select(one => one.Round)]), Cost: Cost.MedianOf([.. rounds.Value.Select(one => one.Cost)])))
                .MaxBy(rounds => rounds.Round.PerSecond));

        var paced = contestants.ToDictionary(contestant => contestant, _ => new List<Round>());
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var contestant in contestants)
            {
                var half = best[contestant].Round.PerSecond / 2;
                await prepare(contestant, half * settings.RoundLength.TotalSeconds);
                paced[contestant].Add(await contestant.Generator.PaceAsync(operation(contestant), half, settings.RoundLength, cancellationToken));
            }
        }

        foreach (var contestant in contestants)
        {
            var (connections, full, cost) = best[contestant];
            var half = Round.MedianOf(paced[contestant]);
            var ratios = contestants.Where(other => other != contestants[0])
                .Select(yardstick => contestant == contestants[0] ? (full.PerSecond / best[yardstick].Round.PerSecond).ToString("0.00", CultureInfo.InvariantCulture) : "");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {contestant.Name} | {full.PerSecond:N0} | {string.Join(" | ", ratios)} | {connections} | {full.Median:0.0} ms | {full.Percentile99:0.0} ms | {half.PerSecond:N0} | {half.Median:0.0} ms | {half.Percentile99:0.0} ms |"));
            _costs.Add(string.Create(CultureInfo.InvariantCulture, $"| {name} | {contestant.Name} | {cost.Server:N0} µs | {cost.Database:N0} µs | {cost.Driver:N0} µs |"));
        }
    }

    public static void PrintHead()
    {
        Console.WriteLine("| request | server | per second | of raw | of EF | connections | median | 99th | half | median | 99th |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    }

    /// <summary>What the requests took of the processors.</summary>
    public void PrintCosts()
    {
        Console.WriteLine();
        Console.WriteLine("| request | server | processor time of it | of PostgreSQL | of the driver |");
        Console.WriteLine("|---|---|---:|---:|---:|");
        foreach (var cost in _costs)
            Console.WriteLine(cost);
    }
}

/// <summary>Something that is asked of every server.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Operation">It, for a server.</param>
/// <param name="Prepare">Provides what has to be there before so many of it are sent to a server.</param>
internal sealed record MeasuredRequest(string Name, Func<Contestant, Operation> Operation, Func<Contestant, double, Task> Prepare);
