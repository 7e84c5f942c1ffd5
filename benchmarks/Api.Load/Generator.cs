using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace AgentBrain.Api.Load;

/// <summary>Something that is asked of a server again and again.</summary>
internal delegate ValueTask Operation(HttpConnection connection, CancellationToken cancellationToken);

/// <summary>Sends requests to one server. Every measurement opens connections of its own, since servers close those that wait for long.</summary>
internal sealed class Generator(int port)
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    /// <summary>As many requests as the server answers: each connection sends the next one when it has the last one's response.</summary>
    /// <param name="operation">What is asked.</param>
    /// <param name="connections">How many connections take part.</param>
    /// <param name="time">How long is measured, after a moment that is not.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Round> SaturateAsync(Operation operation, int connections, TimeSpan time, CancellationToken cancellationToken)
    {
        var from = Stopwatch.GetTimestamp() + Ticks(Settling);
        var until = from + Ticks(time);
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(
            async () =>
            {
                using var connection = await HttpConnection.OpenAsync(port, cancellationToken);
                var latencies = new List<double>();
                for (var started = Stopwatch.GetTimestamp(); started < until;)
                {
                    await operation(connection, cancellationToken);
                    var ended = Stopwatch.GetTimestamp();
                    if (ended >= from && ended < until)
                        latencies.Add(Milliseconds(ended - started));
                    started = ended;
                }
                return latencies;
            },
            cancellationToken)));
        return Round.Of(all.SelectMany(latencies => latencies), time);
    }

    /// <summary>
    /// A request at every tick of a clock, however slow the responses are. What a request takes is counted from its tick, so that a server that
    /// stalls is charged with everything that should have been sent meanwhile.
    /// </summary>
    /// <param name="operation">What is asked.</param>
    /// <param name="rate">Requests per second.</param>
    /// <param name="time">How long is measured, after a moment that is not.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Round> PaceAsync(Operation operation, double rate, TimeSpan time, CancellationToken cancellationToken)
    {
        var due = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleWriter = true });
        var from = Stopwatch.GetTimestamp() + Ticks(Settling);
        var clock = Task.Factory.StartNew(
            () =>
            {
                var interval = Stopwatch.Frequency / rate;
                var begin = from - Ticks(Settling);
                var count = (long)((Settling + time).TotalSeconds * rate);
                for (var number = 0L; number < count && !cancellationToken.IsCancellationRequested; number++)
                {
                    var tick = begin + (long)(number * interval);
                    while (Stopwatch.GetTimestamp() is var now && now < tick)
                        _ = usleep((uint)Math.Clamp((tick - now) * 1_000_000 / Stopwatch.Frequency, 20, 100_000));
                    due.Writer.TryWrite(tick);
                }
                due.Writer.Complete();
            },
            cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var all = await Task.WhenAll(Enumerable.Range(0, Settings.MostConnections).Select(_ => Task.Run(
            async () =>
            {
                using var connection = await HttpConnection.OpenAsync(port, cancellationToken);
                var latencies = new List<double>();
                await foreach (var tick in due.Reader.ReadAllAsync(cancellationToken))
                {
                    await operation(connection, cancellationToken);
                    if (tick >= from)
                        latencies.Add(Milliseconds(Stopwatch.GetTimestamp() - tick));
                }
                return latencies;
            },
            cancellationToken)));
        await clock;
        return Round.Of(all.SelectMany(latencies => latencies), time);
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;

    // The timers of .NET wake up a millisecond late, which is more than some of these requests take.
    [DllImport("libc")]
    private static extern int usleep(uint microseconds);
}

/// <summary>What was measured in one go.</summary>
/// <param name="PerSecond">Requests per second.</param>
/// <param name="Median">Of what they took, in milliseconds.</param>
/// <param name="Percentile99">Of what they took, in milliseconds.</param>
internal sealed record Round(double PerSecond, double Median, double Percentile99)
{
    public static Round Of(IEnumerable<double> latencies, TimeSpan time)
    {
        var sorted = latencies.Order().ToArray();
        return sorted.Length > 0
            ? new Round(sorted.Length / time.TotalSeconds, sorted[sorted.Length / 2], sorted[(int)Math.Ceiling(sorted.Length * 0.99) - 1])
            : throw new InvalidOperationException("Nothing was answered in time.");
    }

    /// <summary>The medians of several rounds, each figure for itself.</summary>
    public static Round MedianOf(IReadOnlyCollection<Round> rounds)
    {
        return new Round(Median(round => round.PerSecond), Median(round => round.Median), Median(round => round.Percentile99));

        double Median(Func<Round, double> figure)
        {
            var sorted = rounds.Select(figure).Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }
}
