using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using AgentBrain.Web.Common;

namespace AgentBrain.Web.Controllers.Models;

/// <summary>Whether the caller is known.</summary>
/// <param name="Valid">Always true: whoever is not known gets a problem.</param>
/// <param name="Message">What that means.</param>
public sealed record VerifyReply(bool Valid, string Message);

/// <summary>The brain as a text.</summary>
/// <param name="YamlContent">The working copy in YAML. The same brain always gives the same text.</param>
/// <param name="SlotsCount">Number of slots.</param>
/// <param name="QuestionsCount">Number of questions.</param>
/// <param name="RiskRulesCount">Number of risk rules.</param>
public sealed record ExportReply(string YamlContent, int SlotsCount, int QuestionsCount, int RiskRulesCount);

/// <summary>A brain as a text.</summary>
/// <param name="YamlContent">YAML, 2,000,000 characters at most. A section that it states replaces that section whole; other sections stay.</param>
public sealed record BrainTextBody(string YamlContent)
{
    // Two million characters of which most are Cyrillic, as the workspace takes them.
    internal const int MaxBytes = 13 * 1024 * 1024;
}

/// <summary>What importing a text would come to.</summary>
/// <param name="Valid">Whether it could be imported.</param>
/// <param name="Errors">What keeps it from that: where and what.</param>
/// <param name="Warnings">What is most likely a mistake: where and what.</param>
public sealed record ValidateReply(bool Valid, IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings)
{
    internal static ValidateReply Of(ImportPreview preview)
    {
        var errors = ImportProblems.Of(preview.Problems, preview.Findings.Where(finding => finding.Severity == FindingSeverity.Error), preview.Dangling);
        return new ValidateReply(errors.Length == 0, errors, [.. preview.Findings.Where(finding => finding.Severity == FindingSeverity.Warning).Select(ImportProblems.Line)]);
    }
}

/// <summary>A text that was imported.</summary>
/// <param name="Success">Always true: what failed is a problem.</param>
/// <param name="Message">What was done.</param>
/// <param name="SlotsImported">Number of slots that the text states.</param>
/// <param name="QuestionsImported">Number of questions that the text states.</param>
/// <param name="RiskRulesImported">Number of risk rules that the text states.</param>
public sealed record ImportReply(bool Success, string Message, int SlotsImported, int QuestionsImported, int RiskRulesImported);

/// <summary>What keeps a text from being imported, line by line.</summary>
internal static class ImportProblems
{
    public static string[] Of(IEnumerable<BrainTextProblem> problems, IEnumerable<Finding> findings, IEnumerable<BrainReference> dangling)
    {
        var found = findings.ToList();
        return
        [
            .. problems.Select(problem => problem.ToString()),
            .. found.Select(Line),
            // The check tells of most of them as well, in more words.
            .. dangling.Where(reference => found.All(finding => finding.At != reference.From))
                .Select(reference => $"{BrainPlaces.Name(reference.From)}: there is no {BrainPlaces.Name(reference.To)}."),
        ];
    }

    public static string Line(Finding finding) => $"{BrainPlaces.Name(finding.At)}: {finding.Sentence}";
}

/// <summary>The footer of reports.</summary>
/// <param name="ReportFooter">The text; empty when there is none. Where there is one per language, the Lithuanian one.</param>
public sealed record FooterReply(string ReportFooter);

/// <summary>A footer to set.</summary>
/// <param name="FooterText">The text, 2,000 characters at most; empty for none.</param>
public sealed record FooterBody(string? FooterText);

/// <summary>A footer that was set.</summary>
/// <param name="Success">Always true: what failed is a problem.</param>
/// <param name="ReportFooter">The text as it is stored.</param>
public sealed record FooterSetReply(bool Success, string ReportFooter);
