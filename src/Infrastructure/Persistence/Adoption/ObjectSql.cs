using System.Text.RegularExpressions;
using AgentBrain.Infrastructure.Persistence.Schema;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>When a statement is carried out: what others rest on comes first.</summary>
internal enum Phase
{
    Rename,
    Create,
    AddColumn,
    ChangeColumn,
    Key,
    ForeignKey,
    Index,
    Trigger,
    Record,
}

/// <summary>The SQL that makes an object of the baseline.</summary>
internal static partial class ObjectSql
{
    /// <summary>Statements that create an object that is missing. Columns of a missing table come with the table.</summary>
    /// <param name="missing">The object.</param>
    /// <param name="columns">For a table, its columns.</param>
    public static IEnumerable<(Phase Phase, string Sql)> Create(SchemaObject missing, IEnumerable<SchemaObject> columns)
    {
        var definition = missing[SchemaFact.Definition];
        switch (missing.Kind)
        {
            case SchemaObjectKind.Function:
                yield return (Phase.Create, $"{definition!.TrimEnd()};");
                break;
            case SchemaObjectKind.Sequence:
                yield return (Phase.Create, $"CREATE SEQUENCE {missing.Name} {missing[SchemaFact.Parameters]};");
                if (missing[SchemaFact.Owner] is { } owner)
                    yield return (Phase.ChangeColumn, OwnSequence(missing.Name, owner));
                break;
            case SchemaObjectKind.Table:
                yield return (Phase.Create, $"CREATE TABLE {missing.Name} (\n    {string.Join(",\n    ", columns.Select(Column))}\n);");
                break;
            case SchemaObjectKind.Column:
                yield return (Phase.AddColumn, $"ALTER TABLE {missing.Table} ADD COLUMN {Column(missing)};");
                break;
            case SchemaObjectKind.Constraint:
                var phase = missing[SchemaFact.Kind] == "foreign key" ? Phase.ForeignKey : Phase.Key;
                yield return (phase, $"ALTER TABLE {missing.Table} ADD CONSTRAINT {missing.Name} {Unqualified(definition!)};");
                break;
            case SchemaObjectKind.Index:
                yield return (Phase.Index, $"CREATE {(missing[SchemaFact.Unique] is null ? "" : "UNIQUE ")}INDEX {missing.Name} ON {missing.Table} {Unqualified(definition!)};");
                break;
            case SchemaObjectKind.Trigger:
                yield return (Phase.Trigger, $"{definition};");
                break;
            default:
                throw new InvalidOperationException($"The baseline has no {missing.Kind}.");
        }
    }

    public static string OwnSequence(string sequence, string owner) => $"ALTER SEQUENCE {sequence} OWNED BY {owner};";

    public static string SetDefault(SchemaObject column) => $"ALTER TABLE {column.Table} ALTER COLUMN {column.Name} SET DEFAULT {Unqualified(column[SchemaFact.Default]!)};";

    /// <summary>A definition without the schema before names: all is of the schema <c>public</c>.</summary>
    public static string Unqualified(string definition) => Schema().Replace(definition, "");

    private static string Column(SchemaObject column) => string.Join(' ', new[]
    {
        column.Name,
        column[SchemaFact.Type],
        column[SchemaFact.Default] is { } expression ? $"DEFAULT {Unqualified(expression)}" : null,
        column[SchemaFact.NotNull] is null ? null : "NOT NULL",
    }.OfType<string>());

    [GeneratedRegex(@"\bpublic\.")]
    private static partial Regex Schema();
}
