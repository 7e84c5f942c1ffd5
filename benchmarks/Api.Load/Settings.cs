using System.Globalization;

namespace AgentBrain.Api.Load;

/// <summary>What is measured and for how long.</summary>
internal sealed record Settings
{
    public const string Usage =
        """
        Measures the JSON API beside two yardsticks and prints tables, within six minutes; with --minutes, the application's memory under load instead.
          --rounds N           rounds of each measurement, 1 to 15 (3)
          --seconds N          length of a round, 1 to 30 (2)
          --connections N,…    how many connections saturate, up to 64 (16,32)
          --only NAME          read, start or submit alone
          --minutes N          length of the memory run, 1 to 60
        """;

    public const int MostConnections = 64;

    public int Rounds { get; init; } = 3;

    public TimeSpan RoundLength { get; init; } = TimeSpan.FromSeconds(2);

    public IReadOnlyList<int> Connections { get; init; } = [16, 32];

    public string? Only { get; init; }

    public TimeSpan? MemoryRun { get; init; }

    /// <summary>Reads the command line; null when it cannot be read.</summary>
    public static Settings? Parse(string[] args)
    {
        var settings = new Settings();
        for (var at = 0; at < args.Length; at += 2)
        {
            var value = at + 1 < args.Length ? args[at + 1] : "";
            var number = double.TryParse(value, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
            var list = value.Split(',').Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var count) ? count : 0).ToList();
            switch (args[at])
            {
                case "--rounds" when number is >= 1 and <= 15:
                    settings = settings with { Rounds = (int)number };
                    break;
                case "--seconds" when number is >= 1 and <= 30:
                    settings = settings with { RoundLength = TimeSpan.FromSeconds(number) };
                    break;
                case "--connections" when list.TrueForAll(count => count is >= 1 and <= MostConnections):
                    settings = settings with { Connections = list };
                    break;
                case "--only" when value is "read" or "start" or "submit":
                    settings = settings with { Only = value };
                    break;
                case "--minutes" when number is >= 1 and <= 60:
                    settings = settings with { MemoryRun = TimeSpan.FromMinutes(number) };
                    break;
                default:
                    return null;
            }
        }
        return settings;
    }
}
