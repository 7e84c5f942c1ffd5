namespace AgentBrain.Web.Tests.Routes;

/// <summary>docs/security.md and its tables, each between two marks of its name.</summary>
internal sealed record SecurityGuide(string Path, string Text)
{
    public static SecurityGuide Read()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory.FullName, "AgentBrain.sln")))
            directory = directory.Parent;
        var path = System.IO.Path.Combine(directory!.FullName, "docs", "security.md");
        return new SecurityGuide(path, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    public string Table(string name)
    {
        var (begin, end) = Place(name);
        return Text[begin..end];
    }

    /// <summary>Writes the guide with another table.</summary>
    public SecurityGuide Write(string name, string table)
    {
        var (begin, end) = Place(name);
        var written = this with { Text = Text[..begin] + table + Text[end..] };
        File.WriteAllText(Path, written.Text);
        return written;
    }

    private (int Begin, int End) Place(string name)
    {
        var begin = $"<!-- {name}: begin -->\n";
        var start = Text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return (start, Text.IndexOf($"\n<!-- {name}: end -->", start, StringComparison.Ordinal));
    }
}
