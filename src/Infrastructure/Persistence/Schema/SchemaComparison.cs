using Kind = AgentBrain.Infrastructure.Persistence.Schema.SchemaObjectKind;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>Compares what a database should be with what it is.</summary>
public static class SchemaComparison
{
    /// <summary>
    /// Every difference once, by kind of object and name; none when the two are the same. A table that is missing or not expected stands for all that hangs on
    /// it. The order of columns is no difference, since no statement of the application depends on it.
    /// </summary>
    public static IReadOnlyList<SchemaDifference> Compare(SchemaSnapshot expected, SchemaSnapshot actual)
    {
        var renames = SchemaRenames.Find(expected, actual);
        actual = renames.Actual;
        var differences = renames.Found.Select(pair => Renamed(pair.Expected, pair.Actual))
            .Concat(expected.Objects.Where(each => !actual.Contains(each.Id) && !IsOfTableOnlyIn(expected, actual, each)).Select(each => Missing(each, expected)))
            .Concat(expected.Objects.SelectMany(each => actual.TryFind(each.Id, out var found) && !each.HasFactsOf(found) ? [Different(each, found, expected, actual)] : Array.Empty<SchemaDifference>()))
            .Concat(actual.Objects.Where(each => !expected.Contains(each.Id) && !IsOfTableOnlyIn(actual, expected, each)).Select(each => Extra(each, actual)));
        return [.. differences
            .OrderBy(each => each.Subject.Kind)
            .ThenBy(each => each.Subject.Table, StringComparer.Ordinal)
            .ThenBy(each => each.Subject.Name, StringComparer.Ordinal)];
    }

    private static SchemaDifference Renamed(SchemaObject expected, SchemaObject actual) =>
        new(SchemaDifferenceKind.Missing, expected.Id, SchemaWords.Renamed(expected, actual), expected, actual, [SchemaSql.Rename(actual, expected)]);

    private static SchemaDifference Missing(SchemaObject each, SchemaSnapshot expected)
    {
        var hanging = Hanging(each, expected);
        return new(
            SchemaDifferenceKind.Missing,
            each.Id,
            SchemaWords.Missing(each, hanging),
            each,
            Actual: null,
            [.. each.Kind == Kind.Table ? TableSql.Create(each, hanging) : SchemaSql.Create(each)]);
    }

    private static SchemaDifference Extra(SchemaObject each, SchemaSnapshot actual)
    {
        var hanging = Hanging(each, actual);
        return new(
            SchemaDifferenceKind.Extra,
            each.Id,
            SchemaWords.Extra(each, hanging),
            Expected: null,
            each,
            // Two such tables may point at each other.
            [.. hanging.Where(SchemaSql.IsForeignKey).Select(SchemaSql.Remove), SchemaSql.Remove(each)]);
    }

    private static SchemaDifference Different(SchemaObject expected, SchemaObject found, SchemaSnapshot whole, SchemaSnapshot actual)
    {
        List<SchemaStatement> statements = [.. SchemaSql.Alter(found, expected, actual)];
        var isKey = expected.Kind == Kind.Index || (expected.Kind == Kind.Constraint && !expected.IsForeignKey());
        if (isKey && statements.Any(statement => statement.Step == SchemaStep.DropConstraint) && (found[SchemaFact.Unique] ?? found[SchemaFact.Kind]) is not (null or "check"))
        {
            // A key stays as long as others point at it.
            foreach (var foreignKey in whole.Objects.Where(each => each.IsForeignKey() && each.References(expected.Table!) && actual.Contains(each.Id)))
                statements.AddRange([SchemaSql.Drop(foreignKey), .. SchemaSql.Create(foreignKey)]);
        }
        return new(SchemaDifferenceKind.Different, expected.Id, SchemaWords.Different(expected, found), expected, found, statements);
    }

    private static List<SchemaObject> Hanging(SchemaObject each, SchemaSnapshot snapshot) => each.Kind == Kind.Table
        ? [.. snapshot.Objects.Where(other => TableOf(other) == each.Name)]
        : [];

    private static bool IsOfTableOnlyIn(SchemaSnapshot one, SchemaSnapshot other, SchemaObject each) =>
        TableOf(each) is { } table && new SchemaObjectId(Kind.Table, null, table) is var id && one.Contains(id) && !other.Contains(id);

    /// <summary>The table that an object comes and goes with.</summary>
    private static string? TableOf(SchemaObject each) =>
        each.Table ?? (each.Kind == Kind.Sequence && each[SchemaFact.Owner] is { } owner ? SequenceSql.Split(owner).Table : null);
}
