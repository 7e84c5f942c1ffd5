using System.Security.Cryptography;
using System.Text.Json;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;

namespace AgentBrain.Application.Brain;

/// <summary>
/// What the analyser said last. Pages that are opened one after the other mostly look at the same working copy, and a large brain takes a
/// second to analyse.
/// </summary>
public sealed class AnalysedBrains(IReportTemplate templates)
{
    private volatile Analysed? _last;

    /// <summary>The findings, as <see cref="BrainAnalyser.Analyse"/> gives them.</summary>
    /// <param name="document">The brain.</param>
    /// <param name="staleTexts">Translations whose Lithuanian text changed since they were written.</param>
    public IReadOnlyList<Finding> Of(BrainDocument document, IReadOnlyCollection<BrainAddress> staleTexts)
    {
        // What is asked is compared rather than the working copy's version, because not every change of the tables comes from the workspace.
        var key = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new Question(document, staleTexts), BrainDocument.Json));
        if (_last is { } last && last.Key.AsSpan().SequenceEqual(key))
            return last.Findings;
        var findings = BrainAnalyser.Analyse(document, staleTexts, templates.ProblemOf);
        _last = new Analysed(key, findings);
        return findings;
    }

    private sealed record Question(BrainDocument Document, IReadOnlyCollection<BrainAddress> StaleTexts);

    private sealed record Analysed(byte[] Key, IReadOnlyList<Finding> Findings);
}
