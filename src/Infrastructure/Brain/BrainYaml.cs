using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Infrastructure.Brain;

/// <summary>Brain documents in YAML. The members are those of their JSON form.</summary>
public sealed class BrainYaml : IBrainText
{
    /// <summary>Reads a document as a whole: parts that it lacks have their defaults.</summary>
    /// <exception cref="FormatException">The text is no YAML, or not a brain document; the message says where.</exception>
    public static BrainDocument Read(TextReader text) => new BrainYaml().Read(text.ReadToEnd()).Document;

    public BrainImport Read(string text)
    {
        var problems = new List<BrainTextProblem>();
        var root = YamlTree.Parse(text, problems) ?? throw new BrainTextException([.. problems, new BrainTextProblem(null, null, "The document is empty.")]);
        var modern = LegacyBrainText.WithOptions(root);
        return new BrainImport(new BrainShape(problems).Read(modern), PartsOf((YamlMembers)modern));
    }

    public string Write(BrainDocument document) => new BrainYamlWriter().Write(document);

    private static BrainParts PartsOf(YamlMembers root)
    {
        var modes = root.Find("modes") as YamlMembers;
        return Part(root, "scoring", BrainParts.Scoring)
            | Part(root, "slots", BrainParts.Slots)
            | Part(root, "questions", BrainParts.Questions)
            | Part(root, "risk_rules", BrainParts.RiskRules)
            | Part(root, "skip_rules", BrainParts.SkipRules)
            | Part(modes, "quick", BrainParts.QuickMode)
            | Part(modes, "precise", BrainParts.PreciseMode)
            | Part(root, "report", BrainParts.Report);
    }

    private static BrainParts Part(YamlMembers? within, string name, BrainParts part) => within?.Find(name) is null ? BrainParts.None : part;
}
