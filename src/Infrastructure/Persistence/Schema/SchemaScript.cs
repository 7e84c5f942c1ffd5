using System.Text;

namespace AgentBrain.Infrastructure.Persistence.Schema;

/// <summary>The statements of differences as one script, in an order in which they can be run.</summary>
public static class SchemaScript
{
    /// <param name="differences">What to reconcile.</param>
    /// <param name="withDecisions">Whether statements that a person has to decide about are to be run, too; otherwise they stand as comments.</param>
    /// <returns>The script, in one transaction; empty when there is nothing to reconcile.</returns>
    public static string Write(IReadOnlyCollection<SchemaDifference> differences, bool withDecisions = false)
    {
        if (differences.Count == 0)
            return "";
        var script = new StringBuilder()
            .Append("-- Run it as the owner of the tables, after a backup. All of it takes place, or nothing does.\n")
            .Append("BEGIN;\nSET LOCAL check_function_bodies = off;\n");
        HashSet<string> written = [];
        string? sentence = null;
        foreach (var (difference, statement) in differences.SelectMany(each => each.Statements, (each, statement) => (each, statement)).OrderBy(pair => pair.statement.Step))
        {
            if (!written.Add($"{statement.Step} {statement.Sql}"))
                continue;
            if (sentence != difference.Sentence)
                script.Append("\n-- ").Append(sentence = difference.Sentence).Append('\n');
            if (statement.Caution is { } caution)
                script.Append("-- Caution: ").Append(SchemaWords.OneLine(caution)).Append('\n');
            if (!statement.NeedsDecision || withDecisions)
                script.Append(statement.Sql).Append('\n');
            else
            {
                script.Append("-- Nothing is taken away unless you decide so and remove the dashes:\n");
                foreach (var line in statement.Sql.Split('\n'))
                    script.Append("-- ").Append(line.TrimEnd('\r')).Append('\n');
            }
        }
        return script.Append("\nCOMMIT;\n").ToString();
    }
}
