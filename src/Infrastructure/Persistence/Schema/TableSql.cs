using Kind = AgentBrain.Infrastructure.Persistence.Schema.SchemaObjectKind;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>Statements about tables as such.</summary>
internal static class TableSql
{
    public static IEnumerable<SchemaStatement> Create(SchemaObject table, IReadOnlyCollection<SchemaObject> hanging)
    {
        var columns = hanging.Where(each => each.Kind == Kind.Column).ToList();
        var options = table[SchemaFact.Options] is { } set ? $" WITH ({set})" : "";
        var sql = $"CREATE {(table[SchemaFact.Persistence] is null ? "" : "UNLOGGED ")}TABLE {SchemaSql.Full(table.Name)} (\n"
            + string.Join(",\n", columns.Select(column => "    " + ColumnSql.Definition(column))) + $"\n){options};";
        if (table[SchemaFact.Kind] is not null || table[SchemaFact.Partition] is not null || table[SchemaFact.Inherits] is not null)
            yield return ByHand(SchemaStep.Table, sql);
        else
            yield return new(SchemaStep.Table, sql);

        foreach (var statement in columns.SelectMany(ColumnSql.Storage).Concat(RowSecurity(null, table[SchemaFact.RowSecurity], table.Name)))
            yield return statement;
        foreach (var statement in hanging.Where(each => each.Kind != Kind.Column).SelectMany(SchemaSql.Create))
            yield return statement;
    }

    public static IEnumerable<SchemaStatement> Alter(SchemaObject from, SchemaObject to)
    {
        var alter = $"ALTER TABLE {SchemaSql.Full(to.Name)}";
        if (from[SchemaFact.Persistence] != to[SchemaFact.Persistence])
            yield return new(SchemaStep.Table, $"{alter} SET {(to[SchemaFact.Persistence] is null ? "LOGGED" : "UNLOGGED")};");

        var has = Options(from);
        var wants = Options(to);
        var set = wants.Where(option => has.GetValueOrDefault(option.Key) != option.Value).Select(option => $"{option.Key} = {option.Value}").ToList();
        if (set.Count > 0)
            yield return new(SchemaStep.Table, $"{alter} SET ({string.Join(", ", set)});");
        var reset = has.Keys.Except(wants.Keys).ToList();
        if (reset.Count > 0)
            yield return new(SchemaStep.Table, $"{alter} RESET ({string.Join(", ", reset)});");

        foreach (var statement in RowSecurity(from[SchemaFact.RowSecurity], to[SchemaFact.RowSecurity], to.Name))
            yield return statement;
        foreach (var fact in (string[])[SchemaFact.Kind, SchemaFact.Partition, SchemaFact.Inherits])
        {
            if (from[fact] != to[fact])
                yield return ByHand(SchemaStep.Table, $"{alter} …;");
        }
    }

    private static IEnumerable<SchemaStatement> RowSecurity(string? from, string? to, string table)
    {
        if (from == to)
            yield break;
        var enable = to is "enabled" or "enabled and forced" ? "ENABLE" : "DISABLE";
        var force = to is "forced" or "enabled and forced" ? "FORCE" : "NO FORCE";
        yield return new(SchemaStep.Table, $"ALTER TABLE {SchemaSql.Full(table)} {enable} ROW LEVEL SECURITY, {force} ROW LEVEL SECURITY;");
    }

    private static SchemaStatement ByHand(SchemaStep step, string sql) => new(step, sql, "Has to be written by hand: the kind of a table, its partitions and its parents cannot be changed in place.", NeedsDecision: true);

    private static Dictionary<string, string> Options(SchemaObject table) => (table[SchemaFact.Options] ?? "")
        .Split(", ", StringSplitOptions.RemoveEmptyEntries)
        .Select(option => option.Split('=', 2))
        .ToDictionary(option => option[0], option => option[1], StringComparer.Ordinal);
}
