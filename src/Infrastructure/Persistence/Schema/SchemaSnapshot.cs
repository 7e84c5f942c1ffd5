using System.Diagnostics.CodeAnalysis;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>The schema <c>public</c> at one moment; <c>__EFMigrationsHistory</c>, and what belongs to an extension, is left out.</summary>
public sealed class SchemaSnapshot
{
    private readonly Dictionary<SchemaObjectId, SchemaObject> _byId;

    /// <param name="objects">Every object once, by kind, table and name; columns as they stand in their table.</param>
    public SchemaSnapshot(IEnumerable<SchemaObject> objects)
    {
        Objects = [.. objects];
        _byId = Objects.ToDictionary(each => each.Id);
    }

    /// <summary>Of a database in which nothing has been made.</summary>
    public static SchemaSnapshot Empty { get; } = new([]);

    public IReadOnlyList<SchemaObject> Objects { get; }

    /// <summary>Whether there is no table.</summary>
    public bool HasNoTables => !Objects.Any(each => each.Kind == SchemaObjectKind.Table);

    public bool TryFind(SchemaObjectId id, [NotNullWhen(true)] out SchemaObject? found) => _byId.TryGetValue(id, out found);

    public bool Contains(SchemaObjectId id) => _byId.ContainsKey(id);

    /// <summary>What hangs on a table: columns, constraints, indexes, triggers, rules and policies.</summary>
    public IEnumerable<SchemaObject> On(string table) => Objects.Where(each => each.Table == table);
}
