using AgentBrain.Domain.Brain.Analysis.Logic;

namespace AgentBrain.Domain.Brain.Analysis;

/// <summary>
/// Looks over a brain for what would break or mislead interviews, and for what is probably not meant. It reads any document, also one that no interview
/// could be held under. What it says of conditions holds of every state that an interview can be in: each slot has any of its options that do not
/// exclude each other, and perhaps a measure; slots without options have any text; nothing is taken for granted of slots that do not exist
/// and of texts that are no options. Where finding out would take too long it says nothing.
/// </summary>
public static class BrainAnalyser
{
    /// <summary>All kinds of findings, by the parts of a brain.</summary>
    public static IReadOnlyList<FindingKind> Kinds => FindingKinds.All;

    /// <summary>Everything found, errors first, then warnings, then hints. The same document always gives the same findings.</summary>
    /// <param name="document">The brain.</param>
    /// <param name="staleTexts">Translations whose Lithuanian text changed since they were written; known of the working copy only.</param>
    /// <param name="templateProblem">Says why no report can be written with a template, or null; without it templates are not tried.</param>
    public static IReadOnlyList<Finding> Analyse(
        BrainDocument document, IReadOnlyCollection<BrainAddress>? staleTexts = null, Func<string, string?>? templateProblem = null)
    {
        var brain = WithoutNulls.Of(document);
        var findings = new Findings(brain);
        var states = new BrainStates(brain);
        NameChecks.Check(findings);
        SlotChecks.Check(findings);
        TextChecks.Check(findings, staleTexts ?? [], templateProblem ?? (_ => null));
        new QuestionChecks(findings, states).Check();
        new RuleChecks(findings, states).Check();
        PolicyChecks.Check(findings);
        return findings.Ordered();
    }
}
