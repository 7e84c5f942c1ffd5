using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using AgentBrain.Api.Load.Yardsticks;
using AgentBrain.Web.Common;

namespace AgentBrain.Api.Load;

/// <summary>Starts PostgreSQL, the application and two yardsticks, measures them side by side and stops everything that it started.</summary>
internal static class Program
{
    private const string Itself = "AgentBrain.Api.Load.dll";
    private const int Unlimited = 1_000_000_000;
    private const int CopiesOfEach = 400;

    private static async Task<int> Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (args is ["yardstick", var kind])
        {
            await Yardstick.ServeAsync(kind);
            return 0;
        }
        if (Settings.Parse(args) is not { } settings)
        {
            await Console.Error.WriteLineAsync(Settings.Usage);
            return 2;
        }

        using var stopping = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        var directory = Directory.CreateTempSubdirectory("agentbrain-load-").FullName;
        try
        {
            await RunAsync(settings, directory, stopping.Token);
            return 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped before the end.");
            return 130;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
        }
    }

    private static async Task RunAsync(Settings settings, string directory, CancellationToken cancellationToken)
    {
        await using var database = await Database.StartAsync(Path.Combine(directory, "database"), cancellationToken);
        var heapFile = Path.Combine(directory, "heap");
        await using var server = await ServerProcess.StartAsync(
            "AgentBrain.Web.dll", [], ApplicationSettings(database, settings.MemoryRun is null ? null : heapFile), Path.Combine(directory, "application.log"), cancellationToken);
        var application = new Contestant("application", server);

        var play = await Play.RecordAsync(server, database, cancellationToken);
        var sessions = await play.FillAsync(database, CopiesOfEach, cancellationToken);
        await database.AnalyzeAsync(cancellationToken);
        Console.WriteLine($"PostgreSQL {await database.VersionAsync(cancellationToken)} (fsync, synchronous_commit and full_page_writes are on), .NET {Environment.Version}, {Environment.ProcessorCount} processors, load average {LoadAverage()}.");
        Console.WriteLine($"{sessions.Count:N0} sessions are stored. An interview has {play.Script.Answers.Count} answers; its last state has {play.Script.Answers.Values.Max(step => step.Stored.State.Length):N0} characters, the decision about it {play.Script.Answers.Values.Max(step => step.Stored.Decision.Details.Length):N0}.");
        var reading = Interviews.Reading(sessions);
        if (settings.MemoryRun is { } time)
        {
            await RefillAsync(application, 2000);
            await MemoryRun.MeasureAsync(application, (connection, token) => application.Interviews.MixAsync(reading, connection, token), time, heapFile, cancellationToken);
            return;
        }

        var script = Path.Combine(directory, "script.json");
        await File.WriteAllBytesAsync(script, JsonSerializer.SerializeToUtf8Bytes(play.Script, Wire.Default.Script), cancellationToken);
        await using var rawServer = await StartYardstickAsync("raw");
        await using var efServer = await StartYardstickAsync("ef");
        var raw = new Contestant("raw Npgsql", rawServer);
        Contestant[] contestants = [application, raw, new Contestant("EF Core", efServer)];
        await Play.CompareAsync(contestants, sessions[^1], cancellationToken);

        foreach (var path in (string[])["/nothing", "/bytes"])
        {
            var request = HttpConnection.Request("GET", path);
            Operation asking = async (connection, token) => (await connection.SendAsync(request, token)).MustBeSuccess(path);
            await raw.Generator.SaturateAsync(asking, 32, settings.RoundLength, cancellationToken);
            var (ceiling, cost) = await Cost.OfAsync(raw, database, () => raw.Generator.SaturateAsync(asking, 32, settings.RoundLength, cancellationToken));
            Console.WriteLine($"The driver reaches {ceiling.PerSecond:N0} requests per second at {path} of the raw yardstick, which has nothing to do: {cost.Driver:N0} µs each of its own.");
        }

        MeasuredRequest[] requests =
        [
            .. new MeasuredRequest[]
            {
                new("read a state", _ => reading, (_, _) => Task.CompletedTask),
                new("start a session", _ => Interviews.StartAsync, (_, _) => Task.CompletedTask),
                new("submit an answer", contestant => contestant.Interviews.AnswerAsync, RefillAsync),
            }.Where(request => settings.Only is not { } only || request.Name.StartsWith(only, StringComparison.Ordinal)),
        ];
        var comparison = new Comparison(contestants, database, settings);
        await comparison.WarmUpAsync(requests, cancellationToken);
        Console.WriteLine();
        Comparison.PrintHead();
        foreach (var request in requests)
            await comparison.MeasureAsync(request, cancellationToken);
        comparison.PrintCosts();
        Console.WriteLine();
        Console.WriteLine($"Load average at the end: {LoadAverage()}.");

        async Task RefillAsync(Contestant contestant, double answers)
        {
            var missing = (int)(answers / play.Script.Answers.Count) + Settings.MostConnections - contestant.Interviews.Count;
            if (missing > 0)
            {
                foreach (var copy in await database.CopyAsync(play.Fresh.SessionId, missing, cancellationToken))
                    contestant.Interviews.Add(play.Fresh with { SessionId = copy });
            }
        }

        Task<ServerProcess> StartYardstickAsync(string kind) => ServerProcess.StartAsync(
            Itself,
            ["yardstick", kind],
            new Dictionary<string, string>
            {
                [Yardstick.ConnectionVariable] = database.ConnectionString,
                [Yardstick.ScriptVariable] = script,
                // As web applications have it.
                ["DOTNET_gcServer"] = "1",
            },
            Path.Combine(directory, kind + ".log"),
            cancellationToken);
    }

    private static Dictionary<string, string> ApplicationSettings(Database database, string? heapFile)
    {
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__AgentBrain"] = database.ConnectionString,
            ["Database__MigrateOnStart"] = "true",
        };
        // Every limit still counts, and none is reached: all requests come from one address.
        foreach (var limit in typeof(RateLimits).GetProperties().Where(property => property.PropertyType == typeof(int)))
            environment[$"{RateLimits.Section}__{limit.Name}"] = Unlimited.ToString(CultureInfo.InvariantCulture);
        if (heapFile is not null)
        {
            environment["DOTNET_STARTUP_HOOKS"] = Path.Combine(AppContext.BaseDirectory, Itself);
            environment[StartupHook.FileVariable] = heapFile;
        }
        return environment;
    }

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "not known";
}
