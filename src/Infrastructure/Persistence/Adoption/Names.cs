using AgentBrain.Infrastructure.Persistence.Schema;

namespace AgentBrain.Infrastructure.Persistence.Adoption;

/// <summary>How objects are called.</summary>
internal static class Names
{
    /// <summary>A name as it is stored, without the quotation marks that SQL needs.</summary>
    public static string Bare(string name) => name.StartsWith('"') ? name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : name;

    public static string Word(SchemaObject item) => item.Kind switch
    {
        SchemaObjectKind.Constraint or SchemaObjectKind.View or SchemaObjectKind.Table or SchemaObjectKind.Type or SchemaObjectKind.Function when item[SchemaFact.Kind] is { } kind => kind,
        SchemaObjectKind.Statistics => "extended statistics",
        SchemaObjectKind.Policy => "policy",
        _ => item.Kind.ToString().ToLowerInvariant(),
    };

    public static string A(SchemaObject item) => Word(item) is var word && "aeiou".Contains(word[0], StringComparison.Ordinal) ? $"an {word}" : $"a {word}";

    /// <summary>SQL that puts an object out of the way without losing it.</summary>
    public static string Rename(SchemaObject item)
    {
        var bare = Bare(item.Name.Split('(')[0]);
        var to = $"{bare}_old";
        var name = item.Kind == SchemaObjectKind.Function ? item.Name : Quoted(bare);
        return item.Kind switch
        {
            SchemaObjectKind.Column or SchemaObjectKind.Constraint => $"ALTER TABLE {item.Table} RENAME {(item.Kind == SchemaObjectKind.Column ? "COLUMN" : "CONSTRAINT")} {item.Name} TO {Quoted(to)};",
            SchemaObjectKind.Enum or SchemaObjectKind.Type => $"ALTER TYPE {name} RENAME TO {Quoted(to)};",
            _ => $"ALTER {Word(item).ToUpperInvariant().Replace("PARTITIONED ", "", StringComparison.Ordinal)} {name} RENAME TO {Quoted(to)};",
        };
    }

    private static string Quoted(string name) => name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_') ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
