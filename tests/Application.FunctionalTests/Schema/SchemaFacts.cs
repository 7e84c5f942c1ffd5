using System.Text.RegularExpressions;

namespace AgentBrain.Application.FunctionalTests.Schema;

/// <summary>A column as <c>pg_catalog</c> tells it; <paramref name="Default"/> is the text of its expression.</summary>
public sealed record ColumnFacts(string Name, string Type, bool Nullable, string? Default)
{
    public override string ToString() =>
        $"{Type} {(Nullable ? "null" : "not null")}{(Default is null ? ", no default" : $" default {Default}")}";
}

/// <summary>A table: its columns in order, and the definitions of what hangs on it by name.</summary>
public sealed record TableFacts(
    string Name,
    IReadOnlyList<ColumnFacts> Columns,
    IReadOnlyDictionary<string, string> Constraints,
    IReadOnlyDictionary<string, string> Indexes,
    IReadOnlyDictionary<string, string> Triggers);

/// <summary>What is known of a schema, from a document or from a live database.</summary>
public sealed class SchemaFacts(IEnumerable<TableFacts> tables)
{
    public IReadOnlyDictionary<string, TableFacts> Tables { get; } =
        tables.ToDictionary(table => table.Name, StringComparer.Ordinal);

    public SchemaFacts Only(params string[] tableNames) => new(tableNames.Select(name => Tables[name]));

    /// <summary>The same schema before these columns, and the indexes over them, were added.</summary>
    public SchemaFacts WithoutColumns(string tableName, params string[] columnNames)
    {
        var table = Tables[tableName];
        var earlier = table with
        {
            Columns = [.. table.Columns.Where(column => !columnNames.Contains(column.Name))],
            Indexes = table.Indexes
                .Where(index => !columnNames.Any(name => Regex.IsMatch(index.Value, $@"\b{name}\b")))
                .ToDictionary(StringComparer.Ordinal),
        };
        return new SchemaFacts(Tables.Values.Select(each => each.Name == tableName ? earlier : each));
    }

    /// <summary>Every difference of <paramref name="actual"/> from this schema in words; none when the two are equal.</summary>
    public IReadOnlyList<string> DifferencesOf(SchemaFacts actual)
    {
        List<string> differences = [];
        foreach (var name in Tables.Keys.Union(actual.Tables.Keys).Order(StringComparer.Ordinal))
        {
            if (!actual.Tables.TryGetValue(name, out var found))
                differences.Add($"table {name} is missing");
            else if (!Tables.TryGetValue(name, out var wanted))
                differences.Add($"table {name} is not expected");
            else
                Compare(wanted, found, differences);
        }
        return differences;
    }

    private static void Compare(TableFacts wanted, TableFacts found, List<string> differences)
    {
        Compare(wanted.Name, "column", Described(wanted.Columns), Described(found.Columns), differences);
        Compare(wanted.Name, "constraint", wanted.Constraints, found.Constraints, differences);
        Compare(wanted.Name, "index", wanted.Indexes, found.Indexes, differences);
        Compare(wanted.Name, "trigger", wanted.Triggers, found.Triggers, differences);

        var wantedOrder = wanted.Columns.Select(column => column.Name).ToList();
        var foundOrder = found.Columns.Select(column => column.Name).ToList();
        if (wantedOrder.ToHashSet().SetEquals(foundOrder) && !wantedOrder.SequenceEqual(foundOrder))
        {
            differences.Add(
                $"{wanted.Name}: the columns stand in the order {string.Join(", ", foundOrder)} instead of {string.Join(", ", wantedOrder)}");
        }
    }

    private static Dictionary<string, string> Described(IEnumerable<ColumnFacts> columns) =>
        columns.ToDictionary(column => column.Name, column => column.ToString(), StringComparer.Ordinal);

    private static void Compare(
        string table,
        string kind,
        IReadOnlyDictionary<string, string> wanted,
        IReadOnlyDictionary<string, string> found,
        List<string> differences)
    {
        foreach (var name in wanted.Keys.Union(found.Keys).Order(StringComparer.Ordinal))
        {
            if (!found.TryGetValue(name, out var foundDefinition))
                differences.Add($"{table}: {kind} {name} is missing");
            else if (!wanted.TryGetValue(name, out var wantedDefinition))
                differences.Add($"{table}: {kind} {name} is not expected ({foundDefinition})");
            else if (wantedDefinition != foundDefinition)
                differences.Add($"{table}: {kind} {name} is {foundDefinition} instead of {wantedDefinition}");
        }
    }
}
