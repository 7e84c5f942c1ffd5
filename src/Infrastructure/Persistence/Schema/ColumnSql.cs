namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>Statements about columns.</summary>
internal static class ColumnSql
{
    public static string Definition(SchemaObject column)
    {
        List<string> parts = [column.Name, column[SchemaFact.Type]!];
        if (column[SchemaFact.Compression] is { } compression)
            parts.Add($"COMPRESSION {compression}");
        if (column[SchemaFact.Collation] is { } collation)
            parts.Add($"COLLATE {collation}");
        if (column[SchemaFact.Generated] is { } generated)
            parts.Add($"GENERATED ALWAYS AS {generated}");
        if (column[SchemaFact.Identity] is not null)
            parts.Add(Identity(column));
        if (column[SchemaFact.Default] is { } standard)
            parts.Add($"DEFAULT {standard}");
        if (column[SchemaFact.NotNull] is not null)
            parts.Add("NOT NULL");
        return string.Join(' ', parts);
    }

    public static IEnumerable<SchemaStatement> Add(SchemaObject column)
    {
        var needsValue = column[SchemaFact.NotNull] is not null && column[SchemaFact.Default] is null && column[SchemaFact.Identity] is null && column[SchemaFact.Generated] is null;
        yield return new(
            SchemaStep.Column,
            $"ALTER TABLE {SchemaSql.Full(column.Table!)} ADD COLUMN {Definition(column)};",
            needsValue ? "Refused where the table has rows: add it without NOT NULL, give every row its value, then set NOT NULL." : null);
        foreach (var statement in Storage(column))
            yield return statement;
    }

    /// <summary>How values are kept, where that is not the way of their type.</summary>
    public static IEnumerable<SchemaStatement> Storage(SchemaObject column)
    {
        if (column[SchemaFact.Storage] is { } storage)
            yield return Statement(column, $"SET STORAGE {storage}");
    }

    public static IEnumerable<SchemaStatement> Alter(SchemaObject from, SchemaObject to)
    {
        if (from[SchemaFact.Generated] != to[SchemaFact.Generated] && to[SchemaFact.Generated] is not null)
        {
            yield return new(
                SchemaStep.Column,
                $"ALTER TABLE {SchemaSql.Full(to.Table!)} DROP COLUMN {to.Name}, ADD COLUMN {Definition(to)};",
                "The stored values give way to computed ones, and what is built on the column goes with it.",
                NeedsDecision: true);
            yield break;
        }

        bool Differs(string fact) => from[fact] != to[fact];
        var retyped = Differs(SchemaFact.Type) || Differs(SchemaFact.Collation);
        if (from[SchemaFact.Generated] is not null && to[SchemaFact.Generated] is null)
            yield return Statement(to, "DROP EXPRESSION");
        if (from[SchemaFact.Identity] is not null && to[SchemaFact.Identity] is null)
            yield return Statement(to, "DROP IDENTITY");
        if (from[SchemaFact.Default] is not null && (retyped || to[SchemaFact.Default] is null))
            yield return Statement(to, "DROP DEFAULT");
        if (retyped)
            yield return ColumnTypeSql.Change(from, to);
        if (to[SchemaFact.Default] is { } standard && (retyped || Differs(SchemaFact.Default)))
            yield return Statement(to, $"SET DEFAULT {standard}");
        if (Differs(SchemaFact.NotNull))
        {
            yield return to[SchemaFact.NotNull] is null
                ? Statement(to, "DROP NOT NULL")
                : Statement(to, "SET NOT NULL") with { Caution = "Refused where rows have no value." };
        }
        if (to[SchemaFact.Identity] is not null)
        {
            foreach (var statement in IdentityChanges(from, to))
                yield return statement;
        }
        if (Differs(SchemaFact.Storage) || (retyped && to[SchemaFact.Storage] is not null))
            yield return Statement(to, $"SET STORAGE {to[SchemaFact.Storage] ?? ColumnTypeSql.StorageOf(to[SchemaFact.Type]!)}");
        if (Differs(SchemaFact.Compression))
            yield return Statement(to, $"SET COMPRESSION {to[SchemaFact.Compression] ?? "default"}");
    }

    private static IEnumerable<SchemaStatement> IdentityChanges(SchemaObject from, SchemaObject to)
    {
        var sequence = to[SchemaFact.IdentitySequence]!;
        if (from[SchemaFact.Identity] is null)
        {
            yield return Statement(to, $"ADD {Identity(to)}");
            yield return SequenceSql.GoOn(sequence, to.Table!, to.Name);
            yield break;
        }
        if (from[SchemaFact.Identity] != to[SchemaFact.Identity])
            yield return Statement(to, $"SET GENERATED {to[SchemaFact.Identity]}");
        if (from[SchemaFact.IdentitySequence] != sequence)
            yield return new(SchemaStep.Column, $"ALTER SEQUENCE {SchemaSql.Full(from[SchemaFact.IdentitySequence]!)} RENAME TO {sequence};");
        if (from[SchemaFact.Parameters] != to[SchemaFact.Parameters])
            yield return new(SchemaStep.Column, $"ALTER SEQUENCE {SchemaSql.Full(sequence)} {SequenceSql.IdentityOptions(to)};");
    }

    private static string Identity(SchemaObject column) =>
        $"GENERATED {column[SchemaFact.Identity]} AS IDENTITY (SEQUENCE NAME {SchemaSql.Full(column[SchemaFact.IdentitySequence]!)} {SequenceSql.IdentityOptions(column)})";

    private static SchemaStatement Statement(SchemaObject column, string action) =>
        new(SchemaStep.Column, $"ALTER TABLE {SchemaSql.Full(column.Table!)} ALTER COLUMN {column.Name} {action};");
}
