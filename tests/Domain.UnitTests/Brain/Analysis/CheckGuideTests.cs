using AgentBrain.Domain.Brain.Analysis;

namespace AgentBrain.Domain.UnitTests.Brain.Analysis;

/// <summary>Holds the table in docs/checks.md to the kinds of findings that there are.</summary>
public class CheckGuideTests
{
    private const string Begin = "<!-- codes: begin -->\n";
    private const string End = "<!-- codes: end -->";

    [Test]
    public void The_guide_lists_all_codes_as_they_are()
    {
        var path = Path.Combine(Root(), "docs", "checks.md");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, begin, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("CHECKS_TABLE") == "write")
        {
            File.WriteAllText(path, text[..begin] + Table() + text[end..]);
            return;
        }

        text[begin..end].ShouldBe(Table(), "docs/checks.md lists other codes than there are. Run this test with CHECKS_TABLE=write to bring it up to date.");
    }

    private static string Table() => string.Concat(
    [
        "| Code | Severity | What is the matter | Why it matters and what to do |\n",
        "|---|---|---|---|\n",
        .. BrainAnalyser.Kinds.Select(kind => $"| `{kind.Code}` | {kind.Severity.ToString().ToLowerInvariant()} | {kind.Title} | {kind.Explanation} |\n"),
    ]);

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "AgentBrain.sln")))
            directory = directory.Parent;
        return directory!.FullName;
    }
}
