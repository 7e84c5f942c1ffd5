using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>What the migrations build, one after the other, written down when the software was built.</summary>
public sealed class SchemaManifest
{
    /// <summary>The file, beside this class.</summary>
    public const string FileName = "SchemaManifest.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Document _document;

    private SchemaManifest(Document document) => _document = document;

    /// <summary>The manifest of this version.</summary>
    public static SchemaManifest Embedded()
    {
        using var stream = typeof(SchemaManifest).Assembly.GetManifestResourceStream(FileName)!;
        return new SchemaManifest(JsonSerializer.Deserialize<Document>(stream, Json)!);
    }

    /// <param name="levels">Every migration in turn, and the schema after it.</param>
    public static SchemaManifest Of(IReadOnlyList<(string Migration, SchemaSnapshot Schema)> levels)
    {
        List<Entry> entries = [];
        Dictionary<SchemaObjectId, (SchemaObject Object, string From)> current = [];
        foreach (var (migration, schema) in levels)
        {
            foreach (var (each, from) in current.Values.Where(entry => !schema.TryFind(entry.Object.Id, out var found) || !found.Equals(entry.Object)).ToList())
            {
                entries.Add(new Entry(each.Kind, each.Table, each.Name, each.Facts, from, migration));
                current.Remove(each.Id);
            }
            foreach (var each in schema.Objects)
                current.TryAdd(each.Id, (each, migration));
        }
        entries.AddRange(current.Values.Select(entry => new Entry(entry.Object.Kind, entry.Object.Table, entry.Object.Name, entry.Object.Facts, entry.From, Until: null)));
        return new SchemaManifest(new Document([.. levels.Select(level => level.Migration)], [.. entries
            .OrderBy(entry => entry.Kind)
            .ThenBy(entry => entry.Table, StringComparer.Ordinal)
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .ThenBy(entry => entry.From, StringComparer.Ordinal)]));
    }

    /// <summary>What the migrations up to one build.</summary>
    /// <exception cref="ArgumentException">The manifest does not know the migration.</exception>
    public SchemaSnapshot After(string migration)
    {
        var level = Level(migration);
        return new SchemaSnapshot(_document.Objects
            .Where(entry => Level(entry.From) <= level && (entry.Until is null || level < Level(entry.Until)))
            .Select(entry => new SchemaObject(new SchemaObjectId(entry.Kind, entry.Table, entry.Name), entry.Facts)));
    }

    /// <summary>One line an object, so that what a migration changes can be reviewed.</summary>
    public string ToJson() =>
        $"{{\n  \"migrations\": [\n{Lines(_document.Migrations)}\n  ],\n  \"objects\": [\n{Lines(_document.Objects)}\n  ]\n}}\n";

    private static string Lines<T>(IEnumerable<T> items) => string.Join(",\n", items.Select(item => "    " + JsonSerializer.Serialize(item, Json)));

    private int Level(string migration) => _document.Migrations.IndexOf(migration) is >= 0 and var level
        ? level
        : throw new ArgumentException($"The manifest of the schema does not know the migration {migration}.", nameof(migration));

    private sealed record Document(ImmutableList<string> Migrations, ImmutableList<Entry> Objects);

    /// <summary>An object from the migration that gave it this form until the one that changed it or took it away.</summary>
    private sealed record Entry(SchemaObjectKind Kind, string? Table, string Name, ImmutableSortedDictionary<string, string> Facts, string From, string? Until);
}
