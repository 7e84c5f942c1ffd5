namespace AgentBrain.Infrastructure.UnitTests.Understanding.Measured;

/// <summary>docs/understanding.md and the table in it.</summary>
internal sealed record UnderstandingGuide(string Path, string Before, string Table, string After)
{
    private const string Begin = "<!-- figures: begin -->\n";
    private const string End = "\n<!-- figures: end -->";

    public static UnderstandingGuide Read()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory.FullName, "AgentBrain.sln")))
            directory = directory.Parent;
        var path = System.IO.Path.Combine(directory!.FullName, "docs", "understanding.md");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, begin, StringComparison.Ordinal);
        return new UnderstandingGuide(path, text[..begin], text[begin..end], text[end..]);
    }

    /// <summary>Writes the guide with another table.</summary>
    public UnderstandingGuide Write(string table)
    {
        File.WriteAllText(Path, Before + table + After);
        return this with { Table = table };
    }
}
