using System.Diagnostics;
using System.Globalization;
using AgentBrain.Testing;
using Npgsql;

namespace AgentBrain.Lists;

/// <summary>Fills a database of its own on the server that AGENTBRAIN_TEST_SERVER names, starts the application on it and prints how long its lists take.</summary>
internal static class Program
{
    private const int Warming = 8;
    private const int Rounds = 40;
    private const int Batch = 600;

    private static async Task Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var interviews = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        var feedback = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : interviews / 5;

        await using var database = await TestDatabase.CreateAsync();
        // Where the application's files lie; otherwise they are looked for by the name of the assembly, which is not that of its folder.
        Environment.SetEnvironmentVariable("ASPNETCORE_TEST_CONTENTROOT_AGENTBRAIN_WEB", AppContext.BaseDirectory);
        // Plain http, as development knows it: otherwise every page asks for https before it hands out the tokens of its forms.
        await using var app = new AgentBrainApp(database.ConnectionString) { ChangeServices = SignedIn.Add, EnvironmentName = "Development" };
        app.UseKestrel();
        app.StartServer();
        using var client = app.CreateClient();
        client.Timeout = TimeSpan.FromMinutes(1);
        using (await client.GetAsync("/"))
        {
        }

        await using (var connection = await database.OpenConnectionAsync())
        {
            var filling = Stopwatch.StartNew();
            await ExecuteAsync(connection, $"SELECT set_config('lists.interviews', '{interviews}', false), set_config('lists.feedback', '{feedback}', false)");
            await ExecuteAsync(connection, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "fill.sql")));
            await ExecuteAsync(connection, "VACUUM ANALYZE");
            Console.WriteLine($"{interviews:N0} interviews and {feedback:N0} feedback entries were filled in within {filling.Elapsed.TotalSeconds:N0} s.");
        }

        var lastInterviews = (interviews + 49) / 50;
        var lastFeedback = (feedback + 49) / 50;
        string[] pages =
        [
            "/admin",
            "/admin?days=90",
            "/admin?days=0",
            "/admin?days=0&language=en&revision=2",
            "/admin/interviews",
            "/admin/interviews?stage=Abandoned&language=lt",
            "/admin/interviews?flag=RISK_CAPACITY_VENTILATION&rating=4",
            "/admin/interviews?reference=7F3A-09BC",
            "/admin/interviews?sort=Activity",
            $"/admin/interviews?p={lastInterviews / 2}",
            $"/admin/interviews?p={lastInterviews}",
            $"/admin/interviews?sort=Questions&p={lastInterviews}",
            "/admin/feedback",
            "/admin/feedback?min=1&max=2&language=ru",
            "/admin/feedback?text=pleasant",
            $"/admin/feedback?sort=Rating&p={lastFeedback}",
        ];
        Console.WriteLine($"Load average: {await LoadAsync()}");
        Console.WriteLine("| page | median | 95th percentile |");
        Console.WriteLine("|---|---:|---:|");
        foreach (var page in pages)
        {
            var times = new List<double>();
            for (var round = 0; round < Warming + Rounds; round++)
            {
                var started = Stopwatch.GetTimestamp();
                using var response = await client.GetAsync(page);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsByteArrayAsync();
                if (round >= Warming)
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            times.Sort();
            Console.WriteLine($"| `{page}` | {times[Rounds / 2]:0} ms | {times[(Rounds * 95 / 100) - 1]:0} ms |");
        }
        Console.WriteLine($"Load average: {await LoadAsync()}");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = Batch };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> LoadAsync() => File.Exists("/proc/loadavg") ? string.Join(' ', (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[..3]) : "not known";
}
