using System.Diagnostics;
using System.Globalization;

namespace AgentBrain.Api.Load;

/// <summary>Watches the memory of the application while it serves half of what it could.</summary>
internal static class MemoryRun
{
    private const double Tolerance = 1.1;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(10);

    public static async Task MeasureAsync(Contestant application, Operation mix, TimeSpan time, string heapFile, CancellationToken cancellationToken)
    {
        await application.Generator.SaturateAsync(mix, 16, Trial, cancellationToken);
        var rate = (await application.Generator.SaturateAsync(mix, 16, Trial, cancellationToken)).PerSecond / 2;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Memory under {rate:N0} requests per second for {time.TotalMinutes:0} minutes: five of ten read a state, four answer, one starts."));
        Console.WriteLine();
        Console.WriteLine("| after | working set | heap after the last collection | committed to the heap | full collections |");
        Console.WriteLine("|---:|---:|---:|---:|---:|");

        var samples = new List<(double WorkingSet, double Heap)>();
        var load = application.Generator.PaceAsync(mix, rate, time, cancellationToken);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed + Interval <= time && !load.IsCompleted;)
        {
            await Task.WhenAny(load, Task.Delay(Interval, cancellationToken));
            var heap = (await File.ReadAllTextAsync(heapFile, cancellationToken)).Split(' ');
            var sample = (WorkingSet: application.Server.WorkingSet / 1e6, Heap: Megabytes(heap[0]));
            samples.Add(sample);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {watch.Elapsed.TotalSeconds:0} s | {sample.WorkingSet:0} MB | {sample.Heap:0} MB | {Megabytes(heap[1]):0} MB | {heap[2]} |"));
        }
        var served = await load;

        // The first fifth fills caches and lets the compiler finish.
        var counted = samples.Skip(samples.Count / 5).ToList();
        var third = Math.Max(1, counted.Count / 3);
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Median {served.Median:0.0} ms, 99th percentile {served.Percentile99:0.0} ms."));
        Compare("working set", [.. counted.Select(sample => sample.WorkingSet)]);
        Compare("heap", [.. counted.Select(sample => sample.Heap)]);

        void Compare(string name, double[] values)
        {
            var (early, late) = (Middle(values[..third]), Middle(values[^third..]));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"The {name} is {(late <= early * Tolerance ? "flat" : "not flat")}: median {early:0} MB in the first third after warming up, {late:0} MB in the last, {values.Max():0} MB at most."));
        }
    }

    private static double Megabytes(string bytes) => long.Parse(bytes, CultureInfo.InvariantCulture) / 1e6;

    private static double Middle(double[] values) => values.Order().ElementAt(values.Length / 2);
}
