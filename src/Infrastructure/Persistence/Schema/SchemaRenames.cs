using System.Text.RegularExpressions;
using Kind = AgentBrain.Infrastructure.Persistence.Schema.SchemaObjectKind;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>Finds what was given another name: one object is missing, one is not expected, and everything else about the two is the same.</summary>
internal sealed class SchemaRenames
{
    private readonly List<(SchemaObject Expected, SchemaObject Actual)> _found = [];

    private SchemaRenames(SchemaSnapshot actual) => Actual = actual;

    /// <summary>The database as it is when the names are put right.</summary>
    public SchemaSnapshot Actual { get; private set; }

    public IReadOnlyList<(SchemaObject Expected, SchemaObject Actual)> Found => _found;

    public static SchemaRenames Find(SchemaSnapshot expected, SchemaSnapshot actual)
    {
        var renames = new SchemaRenames(actual);
        renames.FindTables(expected);
        foreach (var kind in (Kind[])[Kind.Column, Kind.Constraint, Kind.Index])
            renames.FindOn(kind, expected);
        return renames;
    }

    private void FindTables(SchemaSnapshot expected)
    {
        var extra = Actual.Objects.Where(each => each.Kind == Kind.Table && !expected.Contains(each.Id)).ToList();
        foreach (var missing in expected.Objects.Where(each => each.Kind == Kind.Table && !Actual.Contains(each.Id)).ToList())
        {
            var columns = Columns(expected, missing.Name);
            if (extra.Where(each => each.HasFactsOf(missing) && Columns(Actual, each.Name).SetEquals(columns)).ToList() is not [var only])
                continue;
            _found.Add((missing, only));
            var renamed = Actual.Objects.Select(each => Renamed(each, only.Name, missing.Name)).ToList();
            if (renamed.DistinctBy(each => each.Id).Count() == renamed.Count)
                Actual = new SchemaSnapshot(renamed);
        }
    }

    private static HashSet<(string, string)> Columns(SchemaSnapshot snapshot, string table) =>
        [.. snapshot.On(table).Where(each => each.Kind == Kind.Column).Select(each => (each.Name, string.Join(';', each.Facts)))];

    private void FindOn(Kind kind, SchemaSnapshot expected)
    {
        var missing = expected.Objects.Where(each => each.Kind == kind && !Actual.Contains(each.Id)).ToLookup(each => (each.Table, string.Join(';', each.Facts)));
        var extra = Actual.Objects.Where(each => each.Kind == kind && !expected.Contains(each.Id)).ToLookup(each => (each.Table, string.Join(';', each.Facts)));
        foreach (var alike in missing)
        {
            if (alike.ToList() is not [var wanted] || extra[alike.Key].ToList() is not [var found])
                continue;
            _found.Add((wanted, found));
            Actual = new SchemaSnapshot(Actual.Objects.Select(each =>
                each == found ? wanted : kind == Kind.Column && each.Table == wanted.Table && each.Kind != Kind.Column ? WithWord(each, found.Name, wanted.Name) : each));
        }
    }

    private static SchemaObject Renamed(SchemaObject each, string from, string to)
    {
        var id = each.Kind == Kind.Table && each.Name == from ? each.Id with { Name = to } : each.Table == from ? each.Id with { Table = to } : each.Id;
        var renamed = WithWord(each with { Id = id }, $"public.{from}", $"public.{to}");
        return renamed[SchemaFact.Owner] is { } owner && SequenceSql.Split(owner) is var (table, column) && table == from
            ? renamed with { Facts = renamed.Facts.SetItem(SchemaFact.Owner, $"{to}.{column}") }
            : renamed;
    }

    private static SchemaObject WithWord(SchemaObject each, string from, string to)
    {
        if (each[SchemaFact.Definition] is not { } definition)
            return each;
        var word = new Regex($@"(?<![\w""]){Regex.Escape(from)}(?![\w""])", RegexOptions.CultureInvariant);
        return each with { Facts = each.Facts.SetItem(SchemaFact.Definition, word.Replace(definition, to.Replace("$", "$$", StringComparison.Ordinal))) };
    }
}
