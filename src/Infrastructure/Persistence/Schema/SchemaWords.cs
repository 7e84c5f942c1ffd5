using Kind = AgentBrain.Infrastructure.Persistence.Schema.SchemaObjectKind;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>Objects and their differences in plain words, on one line.</summary>
internal static class SchemaWords
{
    // Longer texts, such as the bodies of functions, are read in the SQL.
    private const int LongestQuoted = 200;

    /// <summary>For example "foreign key messages_session_id_fkey on messages".</summary>
    public static string Name(SchemaObject each) => OneLine(each.Kind == Kind.Column
        ? $"column {each.Table}.{each.Name}"
        : $"{Noun(each)} {each.Name}{(each.Table is null ? "" : $" on {each.Table}")}");

    public static string Missing(SchemaObject expected, IReadOnlyCollection<SchemaObject> with) => $"{Capital(Name(expected))} is missing{With(with)}.";

    public static string Extra(SchemaObject actual, IReadOnlyCollection<SchemaObject> with)
    {
        var what = (actual[SchemaFact.Type] ?? actual[SchemaFact.Definition]) is { } text && Short(text) is { } quoted ? $" ({quoted})" : "";
        return $"{Capital(Name(actual))} is not expected{With(with)}{what}.";
    }

    public static string Renamed(SchemaObject expected, SchemaObject actual) =>
        $"{Capital(Name(expected))} is missing, and {Name(actual)}, which is not expected, is declared alike: it seems to have been renamed.";

    public static string Different(SchemaObject expected, SchemaObject actual)
    {
        var facts = expected.Facts.Keys.Union(actual.Facts.Keys)
            .Where(fact => expected[fact] != actual[fact])
            .Order(StringComparer.Ordinal)
            .Select(fact => Different(fact, expected[fact], actual[fact]));
        return $"{Capital(Name(actual))} differs: {string.Join("; ", facts)}.";
    }

    /// <summary>Names come from the database: a line break in one must not end the comment that it stands in.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split((char[])['\r', '\n', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string Different(string fact, string? expected, string? actual)
    {
        if (fact == SchemaFact.NotNull)
            return expected is null ? "it must have a value and need not" : "it may be without a value and must not";
        if (fact == SchemaFact.State)
            return expected is null ? $"it is {actual}" : $"it should be {expected} and is {actual ?? "not"}";
        return (expected is null ? "none" : Short(expected), actual is null ? "none" : Short(actual)) is ({ } should, { } does)
            ? $"the {fact} {Is(fact)} {does} instead of {should}"
            : $"the {fact} {Is(fact)} not the expected one";
    }

    private static string Is(string fact) => fact is SchemaFact.Options or SchemaFact.Parameters or SchemaFact.Labels ? "are" : "is";

    private static string With(IReadOnlyCollection<SchemaObject> objects)
    {
        var counts = objects.GroupBy(each => each.Kind).OrderBy(group => group.Key).Select(group => $"{group.Count()} {Plural(group.Key, group.Count())}").ToList();
        return counts switch
        {
            [] => "",
            [var only] => $", with {only}",
            [.. var others, var last] => $", with {string.Join(", ", others)} and {last}",
        };
    }

    private static string Plural(Kind kind, int count) => (kind, count) switch
    {
        (_, 1) => Noun(kind),
        (Kind.Index, _) => "indexes",
        (Kind.Policy, _) => "policies",
        _ => Noun(kind) + "s",
    };

    private static string Noun(SchemaObject each) => each.Kind is not Kind.Column && each[SchemaFact.Kind] is { } kind ? kind : Noun(each.Kind);

    private static string Noun(Kind kind) => kind switch
    {
        Kind.Statistics => "extended statistics",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string? Short(string text) => text.Length > LongestQuoted || text.Contains('\n', StringComparison.Ordinal) ? null : OneLine(text);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
