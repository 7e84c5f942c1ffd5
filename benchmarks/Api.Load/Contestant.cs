using System.Diagnostics;

namespace AgentBrain.Api.Load;

/// <summary>A server that is measured.</summary>
internal sealed class Contestant(string name, ServerProcess server)
{
    public string Name => name;

    public ServerProcess Server => server;

    public Generator Generator { get; } = new(server.Port);

    /// <summary>Those that wait for answers by way of this server.</summary>
    public Interviews Interviews { get; } = new();
}

/// <summary>Processor time per request.</summary>
/// <param name="Server">Of the measured server, in microseconds.</param>
/// <param name="Database">Of PostgreSQL.</param>
/// <param name="Driver">Of this program.</param>
internal sealed record Cost(double Server, double Database, double Driver)
{
    /// <summary>Measures a round and what it took of the processors.</summary>
    public static async Task<(Round Round, Cost Cost)> OfAsync(Contestant contestant, Database database, Func<Task<Round>> measure)
    {
        using var self = Process.GetCurrentProcess();
        var (server, postgres, driver, started) = (contestant.Server.ProcessorTime, database.ProcessorTime(), self.TotalProcessorTime, Stopwatch.GetTimestamp());
        var round = await measure();
        self.Refresh();
        var requests = round.PerSecond * Stopwatch.GetElapsedTime(started).TotalSeconds;
        return (round, new Cost(
            (contestant.Server.ProcessorTime - server).TotalMicroseconds / requests,
            (database.ProcessorTime() - postgres).TotalMicroseconds / requests,
            (self.TotalProcessorTime - driver).TotalMicroseconds / requests));
    }

    public static Cost MedianOf(IReadOnlyCollection<Cost> costs)
    {
        return new Cost(Median(cost => cost.Server), Median(cost => cost.Database), Median(cost => cost.Driver));

        double Median(Func<Cost, double> part) => costs.Select(part).Order().ElementAt(costs.Count / 2);
    }
}
