using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>Changes of a column's type, told apart by what they do to values.</summary>
internal static partial class ColumnTypeSql
{
    private static readonly string[] _integers = ["smallint", "integer", "bigint"];

    /// <summary>
    /// Without USING the server refuses texts that are too long and numbers that are too large; a cast would cut them in silence. What only a cast can do is
    /// for a person to decide.
    /// </summary>
    public static SchemaStatement Change(SchemaObject from, SchemaObject to)
    {
        var was = from[SchemaFact.Type]!;
        var type = to[SchemaFact.Type]!;
        var sql = $"ALTER TABLE {SchemaSql.Full(to.Table!)} ALTER COLUMN {to.Name} TYPE {type}{(to[SchemaFact.Collation] is { } collation ? $" COLLATE {collation}" : "")}";
        if (was == type || Widens(was, type))
            return new(SchemaStep.Column, $"{sql};");
        if (IsRefusedRatherThanCut(was, type))
            return new(SchemaStep.Column, $"{sql};", "Values may not fit; then it is refused and nothing changes.");
        return new(SchemaStep.Column, $"{sql} USING {to.Name}::{type};", "Could lose data: look what the cast makes of the values.", NeedsDecision: true);
    }

    /// <summary>How values of a type are kept by default; asked only for types whose values can be kept in several ways.</summary>
    public static string StorageOf(string type) => type.StartsWith("numeric", StringComparison.Ordinal) || type is "inet" or "cidr" ? "MAIN" : "EXTENDED";

    private static bool Widens(string from, string to)
    {
        if (Array.IndexOf(_integers, from) is >= 0 and var narrow && Array.IndexOf(_integers, to) is >= 0 and var wide)
            return wide >= narrow;
        return TextLength(from) is { } was && TextLength(to) is { } now && now >= was;
    }

    private static bool IsRefusedRatherThanCut(string from, string to) =>
        (_integers.Contains(from) && _integers.Contains(to)) || (TextLength(from) is not null && TextLength(to) is not null);

    private static int? TextLength(string type)
    {
        if (type is "text" or "character varying")
            return int.MaxValue;
        var match = Varying().Match(type);
        return match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^character varying\((\d+)\)$")]
    private static partial Regex Varying();
}
