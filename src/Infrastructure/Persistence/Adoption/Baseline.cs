using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AgentBrain.Infrastructure.Persistence.Schema;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>A migration that stands for a file of the legacy service, and the objects that it makes.</summary>
/// <param name="Id">Its id in the history.</param>
/// <param name="Objects">What it makes, as the catalog tells it.</param>
public sealed record BaselineMigration(string Id, IReadOnlyList<SchemaObject> Objects)
{
    /// <summary>The id without the time.</summary>
    public string Name => Id[(Id.IndexOf('_', StringComparison.Ordinal) + 1)..];
}

/// <summary>
/// The five baseline migrations. They never change, so that what they make is kept beside the code, in the words of the catalog: to match a database needs
/// neither another one nor the right to create it. A test holds it to the migrations.
/// </summary>
public static class Baseline
{
    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly Lazy<IReadOnlyList<BaselineMigration>> _migrations = new(() =>
    {
        using var stream = typeof(Baseline).Assembly.GetManifestResourceStream("Baseline.jsonl") ?? throw new InvalidOperationException("The baseline is not embedded.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    });

    /// <summary>In the order in which they are applied.</summary>
    public static IReadOnlyList<BaselineMigration> Migrations => _migrations.Value;

    /// <summary>The text in which it is kept: a line an object.</summary>
    public static string Format(IEnumerable<BaselineMigration> migrations) => string.Concat(
        from migration in migrations
        from made in migration.Objects
        select JsonSerializer.Serialize(new Line(migration.Id, made.Kind, made.Table, made.Name, new SortedDictionary<string, string>(made.Facts.ToDictionary(), StringComparer.Ordinal)), _json) + "\n");

    private static List<BaselineMigration> Parse(string text) =>
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<Line>(line, _json)!)
            .GroupBy(line => line.Migration)
            .Select(lines => new BaselineMigration(
                lines.Key,
                [.. lines.Select(line => new SchemaObject(new SchemaObjectId(line.Kind, line.Table, line.Name), line.Facts.ToImmutableSortedDictionary(StringComparer.Ordinal)))])),
    ];

    private sealed record Line(string Migration, SchemaObjectKind Kind, string? Table, string Name, SortedDictionary<string, string> Facts);
}
