using Kind = AgentBrain.Infrastructure.Persistence.Schema.SchemaObjectKind;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>The statements that make an object, take it away, or turn it into another of its name.</summary>
internal static class SchemaSql
{
    /// <summary>The name with the schema.</summary>
    public static string Full(string name) => $"public.{name}";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>What makes an object; columns of a table that is made belong to <see cref="TableSql"/>.</summary>
    public static IEnumerable<SchemaStatement> Create(SchemaObject each) => each.Kind switch
    {
        Kind.Extension => [new(SchemaStep.Extension, $"CREATE EXTENSION {each.Name};")],
        Kind.Enum => [new(SchemaStep.Type, $"CREATE TYPE {Full(each.Name)} AS ENUM ({each[SchemaFact.Labels]});")],
        Kind.Type => [new(SchemaStep.Type, $"CREATE {(each[SchemaFact.Kind] == "domain" ? "DOMAIN" : "TYPE")} {Full(each.Name)} AS {each[SchemaFact.Definition]};")],
        Kind.Sequence => SequenceSql.Create(each),
        Kind.Function => [Function(each)],
        Kind.Table => TableSql.Create(each, []),
        Kind.Column => ColumnSql.Add(each),
        Kind.Constraint => [new(Step(each), $"ALTER TABLE {Full(each.Table!)} ADD CONSTRAINT {each.Name} {each[SchemaFact.Definition]};")],
        Kind.Index => [new(SchemaStep.Index, $"CREATE {(each[SchemaFact.Unique] is null ? "" : "UNIQUE ")}INDEX {each.Name} ON {Full(each.Table!)} {each[SchemaFact.Definition]};")],
        Kind.View => [new(SchemaStep.View, $"CREATE {ViewWord(each)} {Full(each.Name)}{(each[SchemaFact.Options] is { } options ? $" WITH ({options})" : "")} AS\n{Ended(each[SchemaFact.Definition]!)}")],
        Kind.Policy => [new(SchemaStep.Dependant, $"CREATE POLICY {each.Name} ON {Full(each.Table!)} {each[SchemaFact.Definition]};")],
        _ => [new(SchemaStep.Dependant, Ended(each[SchemaFact.Definition]!)), .. State(each)],
    };

    /// <summary>What takes an object away that is not expected: a person decides.</summary>
    public static SchemaStatement Remove(SchemaObject each)
    {
        var (step, sql) = each.Kind switch
        {
            Kind.Extension => (SchemaStep.RemoveExtension, $"DROP EXTENSION IF EXISTS {each.Name};"),
            Kind.Enum => (SchemaStep.RemoveType, $"DROP TYPE IF EXISTS {Full(each.Name)};"),
            Kind.Type => (SchemaStep.RemoveType, $"DROP {(each[SchemaFact.Kind] == "domain" ? "DOMAIN" : "TYPE")} IF EXISTS {Full(each.Name)};"),
            Kind.Sequence => (SchemaStep.RemoveSequence, $"DROP SEQUENCE IF EXISTS {Full(each.Name)};"),
            Kind.Function => (SchemaStep.RemoveFunction, $"DROP {FunctionWord(each)} IF EXISTS {Full(each.Name)};"),
            Kind.Table => (SchemaStep.RemoveTable, $"DROP {(each[SchemaFact.Kind] == "foreign table" ? "FOREIGN TABLE" : "TABLE")} IF EXISTS {Full(each.Name)};"),
            Kind.Column => (SchemaStep.RemoveColumn, $"ALTER TABLE {Full(each.Table!)} DROP COLUMN IF EXISTS {each.Name};"),
            Kind.Constraint => (each.IsForeignKey() ? SchemaStep.RemoveForeignKey : SchemaStep.RemoveConstraint, $"ALTER TABLE {Full(each.Table!)} DROP CONSTRAINT IF EXISTS {each.Name};"),
            Kind.Index => (SchemaStep.RemoveConstraint, $"DROP INDEX IF EXISTS {Full(each.Name)};"),
            Kind.Statistics => (SchemaStep.RemoveDependant, $"DROP STATISTICS IF EXISTS {Full(each.Name)};"),
            Kind.View => (SchemaStep.RemoveDependant, $"DROP {ViewWord(each)} IF EXISTS {Full(each.Name)};"),
            _ => (SchemaStep.RemoveDependant, $"DROP {each.Kind.ToString().ToUpperInvariant()} IF EXISTS {each.Name} ON {Full(each.Table!)};"),
        };
        return new SchemaStatement(step, sql, NeedsDecision: true);
    }

    /// <summary>What turns an object into the expected one.</summary>
    public static IEnumerable<SchemaStatement> Alter(SchemaObject from, SchemaObject to, SchemaSnapshot actual) => to.Kind switch
    {
        Kind.Extension => [],
        Kind.Enum => EnumSql.Alter(from, to, actual),
        Kind.Type => [new(SchemaStep.Type, $"{Remove(from).Sql}\n{Create(to).Single().Sql}", "Refused where a column is of this type.", NeedsDecision: true)],
        Kind.Sequence => SequenceSql.Alter(from, to),
        Kind.Function when CanReplace(from, to) => Create(to),
        Kind.Table => TableSql.Alter(from, to),
        Kind.Column => ColumnSql.Alter(from, to),
        Kind.Constraint when from[SchemaFact.Definition] == $"{to[SchemaFact.Definition]} NOT VALID" && from[SchemaFact.State] == to[SchemaFact.State] =>
            [new(SchemaStep.ForeignKey, $"ALTER TABLE {Full(to.Table!)} VALIDATE CONSTRAINT {to.Name};", "Refused where rows break it.")],
        Kind.Trigger or Kind.Rule when from[SchemaFact.Definition] == to[SchemaFact.Definition] => State(to),
        _ => [Drop(from), .. Create(to)],
    };

    /// <summary>What makes room for an object of the same name.</summary>
    public static SchemaStatement Drop(SchemaObject each) => new(
        each.Kind switch
        {
            Kind.Constraint when each.IsForeignKey() => SchemaStep.DropForeignKey,
            Kind.Constraint or Kind.Index => SchemaStep.DropConstraint,
            Kind.Function => SchemaStep.Function,
            _ => SchemaStep.DropDependant,
        },
        Remove(each).Sql.Replace("IF EXISTS ", "", StringComparison.Ordinal));

    /// <summary>What gives an object the expected name.</summary>
    public static SchemaStatement Rename(SchemaObject from, SchemaObject to) => to.Kind switch
    {
        Kind.Table => new(SchemaStep.RenameTable, $"ALTER TABLE {Full(from.Name)} RENAME TO {to.Name};", "Look first whether it is this table indeed."),
        Kind.Column => new(
            SchemaStep.Rename,
            $"ALTER TABLE {Full(to.Table!)} RENAME COLUMN {from.Name} TO {to.Name};",
            $"Look first whether it is this column indeed; if not, instead: {ColumnSql.Add(to).First().Sql}"),
        Kind.Index => new(SchemaStep.Rename, $"ALTER INDEX {Full(from.Name)} RENAME TO {to.Name};"),
        _ => new(SchemaStep.Rename, $"ALTER TABLE {Full(to.Table!)} RENAME CONSTRAINT {from.Name} TO {to.Name};"),
    };

    public static bool IsForeignKey(this SchemaObject each) => each[SchemaFact.Kind] == "foreign key";

    /// <summary>Whether a foreign key points at a table.</summary>
    public static bool References(this SchemaObject foreignKey, string table) =>
        foreignKey[SchemaFact.Definition]!.Contains($" REFERENCES {Full(table)}(", StringComparison.Ordinal);

    private static SchemaStep Step(SchemaObject constraint) => constraint.IsForeignKey() ? SchemaStep.ForeignKey : SchemaStep.Constraint;

    private static SchemaStatement Function(SchemaObject each) => each[SchemaFact.Definition] is { } definition
        ? new(SchemaStep.Function, Ended(definition))
        : new(SchemaStep.Function, $"CREATE AGGREGATE {Full(each.Name)} …;", "Has to be written by hand.", NeedsDecision: true);

    // PostgreSQL replaces a function whose head stays the same.
    private static bool CanReplace(SchemaObject from, SchemaObject to) =>
        from[SchemaFact.Result] == to[SchemaFact.Result] && from[SchemaFact.Kind] == to[SchemaFact.Kind]
        && from[SchemaFact.Definition]?.Split('\n')[0] == to[SchemaFact.Definition]?.Split('\n')[0];

    private static IEnumerable<SchemaStatement> State(SchemaObject each)
    {
        var word = each[SchemaFact.State] switch
        {
            null => "ENABLE",
            "disabled" => "DISABLE",
            "always enabled" => "ENABLE ALWAYS",
            _ => "ENABLE REPLICA",
        };
        if (each.Kind is Kind.Trigger or Kind.Rule)
            yield return new(SchemaStep.Dependant, $"ALTER TABLE {Full(each.Table!)} {word} {each.Kind.ToString().ToUpperInvariant()} {each.Name};");
    }

    private static string FunctionWord(SchemaObject each) => (each[SchemaFact.Kind] ?? "function").ToUpperInvariant();

    private static string ViewWord(SchemaObject each) => (each[SchemaFact.Kind] ?? "view").ToUpperInvariant();

    private static string Ended(string sql) => sql.TrimEnd().TrimEnd(';') + ";";
}
