using System.Text.RegularExpressions;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>Statements about sequences, and about the numbers that they give out.</summary>
internal static partial class SequenceSql
{
    public static IEnumerable<SchemaStatement> Create(SchemaObject sequence)
    {
        yield return new(SchemaStep.Sequence, $"CREATE SEQUENCE {SchemaSql.Full(sequence.Name)} {sequence[SchemaFact.Parameters]};");
        if (sequence[SchemaFact.Owner] is { } owner)
        {
            yield return Owned(sequence, owner);
            var (table, column) = Split(owner);
            yield return GoOn(sequence.Name, table, column);
        }
    }

    public static IEnumerable<SchemaStatement> Alter(SchemaObject from, SchemaObject to)
    {
        if (from[SchemaFact.Parameters] != to[SchemaFact.Parameters])
            yield return new(SchemaStep.Sequence, $"ALTER SEQUENCE {SchemaSql.Full(to.Name)} {to[SchemaFact.Parameters]};");
        if (from[SchemaFact.Owner] != to[SchemaFact.Owner])
            yield return Owned(to, to[SchemaFact.Owner]);
    }

    /// <summary>The options of the sequence of an identity column, whose type is that of the column.</summary>
    public static string IdentityOptions(SchemaObject column) => TypeOption().Replace(column[SchemaFact.Parameters]!, "");

    /// <summary>Lets a new sequence go on after the numbers that are in use.</summary>
    public static SchemaStatement GoOn(string sequence, string table, string column) => new(
        SchemaStep.SequenceOwner,
        $"SELECT setval({SchemaSql.Literal(SchemaSql.Full(sequence))}, coalesce(max({column}), 0) + 1, false) FROM {SchemaSql.Full(table)};");

    private static SchemaStatement Owned(SchemaObject sequence, string? owner) =>
        new(SchemaStep.SequenceOwner, $"ALTER SEQUENCE {SchemaSql.Full(sequence.Name)} OWNED BY {(owner is null ? "NONE" : SchemaSql.Full(owner))};");

    /// <summary>"table.column", either of them perhaps quoted.</summary>
    public static (string Table, string Column) Split(string owner)
    {
        var match = Owner().Match(owner);
        return (match.Groups["table"].Value, match.Groups["column"].Value);
    }

    [GeneratedRegex("""^(?<table>"(?:[^"]|"")*"|[^."]+)\.(?<column>.+)$""")]
    private static partial Regex Owner();

    [GeneratedRegex(@"^AS \w+ ")]
    private static partial Regex TypeOption();
}
