using System.Text.RegularExpressions;

namespace AgentBrain.Application.FunctionalTests.Schema;

/// <summary>
/// The legacy schema as <c>legacy-schema.md</c> documents it. Each table is a level-three heading with a table of
/// columns and paragraphs of constraints, indexes and triggers; a line that is none of these is refused, so that
/// nothing in the document can go unread.
/// </summary>
public static partial class LegacySchemaDocument
{
    private static readonly string _path = Path.Combine(AppContext.BaseDirectory, "Schema", "legacy-schema.md");

    public static SchemaFacts Read() => Parse(File.ReadAllLines(_path));

    public static SchemaFacts Parse(IEnumerable<string> lines)
    {
        List<TableFacts> tables = [];
        string? name = null;
        List<string> body = [];

        foreach (var line in lines)
        {
            if (!line.StartsWith('#'))
            {
                body.Add(line);
                continue;
            }
            if (name is not null)
                tables.Add(ParseTable(name, body));
            name = line.StartsWith("### ", StringComparison.Ordinal) ? line[4..].Trim() : null;
            body.Clear();
        }
        if (name is not null)
            tables.Add(ParseTable(name, body));
        return new SchemaFacts(tables);
    }

    private static TableFacts ParseTable(string name, IEnumerable<string> lines)
    {
        List<ColumnFacts> columns = [];
        Dictionary<string, string> constraints = new(StringComparer.Ordinal);
        Dictionary<string, string> indexes = new(StringComparer.Ordinal);
        Dictionary<string, string> triggers = new(StringComparer.Ordinal);

        foreach (var line in lines.Where(line => !IsProse(line)))
        {
            if (line.StartsWith('|'))
                columns.Add(ParseColumn(line));
            else if (line.StartsWith("Constraints: ", StringComparison.Ordinal))
                ParseNamed(line, constraints);
            else if (line.StartsWith("Indexes: ", StringComparison.Ordinal))
                ParseNamed(line, indexes);
            else if (line.StartsWith("Triggers: ", StringComparison.Ordinal))
                ParseNamed(line, triggers);
            else
                throw new FormatException($"{name}: this line is not understood: {line}");
        }
        return new TableFacts(name, columns, constraints, indexes, WithoutParentheses(triggers));
    }

    private static bool IsProse(string line) =>
        string.IsNullOrWhiteSpace(line)
        || line.StartsWith("From ", StringComparison.Ordinal)
        || line is "| column | type | null | default |" or "|---|---|---|---|";

    private static ColumnFacts ParseColumn(string line)
    {
        var match = ColumnRow().Match(line);
        if (!match.Success)
            throw new FormatException($"This column is not understood: {line}");
        var expression = match.Groups["default"].Value;
        return new ColumnFacts(
            match.Groups["name"].Value,
            match.Groups["type"].Value,
            match.Groups["null"].Value == "yes",
            expression.Length == 0 ? null : expression);
    }

    /// <summary>Reads "Kind: `name` definition; `name` definition."</summary>
    private static void ParseNamed(string line, Dictionary<string, string> into)
    {
        var entries = line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        var matches = NamedEntry().Matches(entries);
        if (matches.Sum(match => match.Length) != entries.Length)
            throw new FormatException($"This list is not understood: {line}");
        foreach (Match match in matches)
            into.Add(match.Groups["name"].Value, match.Groups["definition"].Value);
    }

    private static Dictionary<string, string> WithoutParentheses(Dictionary<string, string> triggers) =>
        triggers.ToDictionary(trigger => trigger.Key, trigger => trigger.Value[1..^1], StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `(?<name>[^`]+)` \| `(?<type>[^`]+)` \| (?<null>yes|no) \| (`(?<default>[^`]+)`)? \|$")]
    private static partial Regex ColumnRow();

    [GeneratedRegex(@"\G`(?<name>[^`]+)` (?<definition>[^`]+?)(; (?=`)|\.$)")]
    private static partial Regex NamedEntry();
}
