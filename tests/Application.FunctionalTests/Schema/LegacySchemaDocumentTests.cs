namespace AgentBrain.Application.FunctionalTests.Schema;

/// <summary>A comparison is worth no more than what is read of the document.</summary>
public sealed class LegacySchemaDocumentTests
{
    [Test]
    public void Document_is_read_whole()
    {
        var tables = LegacySchemaDocument.Read().Tables.Values;

        tables.Count().ShouldBe(15);
        tables.Sum(table => table.Columns.Count).ShouldBe(115);
        tables.Sum(table => table.Constraints.Count).ShouldBe(28);
        tables.Sum(table => table.Indexes.Count).ShouldBe(18);
        tables.Sum(table => table.Triggers.Count).ShouldBe(1);
    }

    [Test]
    public void Document_line_of_unknown_kind_is_refused() =>
        Should.Throw<FormatException>(() => LegacySchemaDocument.Parse(["### sessions", "Policies: `p` FOR ALL."]));
}
