using System.Text.RegularExpressions;
using Kind = AgentBrain.Infrastructure.Persistence.Schema.SchemaObjectKind;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>Statements about enums: values can be added, and taken away only with the type.</summary>
internal static partial class EnumSql
{
    public static IEnumerable<SchemaStatement> Alter(SchemaObject from, SchemaObject to, SchemaSnapshot actual)
    {
        var has = Labels(from);
        var wants = Labels(to);
        return wants.Where(has.Contains).SequenceEqual(has) ? Add(to, has, wants) : [Replace(from, to, actual)];
    }

    private static IEnumerable<SchemaStatement> Add(SchemaObject to, List<string> has, List<string> wants)
    {
        for (var i = 0; i < wants.Count; i++)
        {
            if (!has.Contains(wants[i]))
                yield return new(SchemaStep.Type, $"ALTER TYPE {SchemaSql.Full(to.Name)} ADD VALUE {wants[i]}{Place(i)};");
        }

        string Place(int at) => at > 0 ? $" AFTER {wants[at - 1]}" : has.Count > 0 ? $" BEFORE {has[0]}" : "";
    }

    private static SchemaStatement Replace(SchemaObject from, SchemaObject to, SchemaSnapshot actual)
    {
        var before = from.Name.EndsWith('"') ? from.Name[..^1] + "_before\"" : from.Name + "_before";
        List<string> sql = [$"ALTER TYPE {SchemaSql.Full(from.Name)} RENAME TO {before};", $"CREATE TYPE {SchemaSql.Full(to.Name)} AS ENUM ({to[SchemaFact.Labels]});"];
        foreach (var column in actual.Objects.Where(each => each.Kind == Kind.Column && each[SchemaFact.Type] == SchemaSql.Full(from.Name)))
        {
            var alter = $"ALTER TABLE {SchemaSql.Full(column.Table!)} ALTER COLUMN {column.Name}";
            var standard = column[SchemaFact.Default];
            if (standard is not null)
                sql.Add($"{alter} DROP DEFAULT;");
            sql.Add($"{alter} TYPE {SchemaSql.Full(to.Name)} USING {column.Name}::text::{SchemaSql.Full(to.Name)};");
            if (standard is not null)
                sql.Add($"{alter} SET DEFAULT {standard};");
        }
        sql.Add($"DROP TYPE {SchemaSql.Full(before)};");
        return new SchemaStatement(SchemaStep.Type, string.Join('\n', sql), "Values go away: change the rows first that have them.", NeedsDecision: true);
    }

    private static List<string> Labels(SchemaObject each) => [.. Label().Matches(each[SchemaFact.Labels]!).Select(match => match.Value)];

    [GeneratedRegex("E?'(?:[^']|'')*'")]
    private static partial Regex Label();
}
