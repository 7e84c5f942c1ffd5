using AgentBrain.Application.Accounts;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Has the analyser look over a brain that stands in a text by itself, whatever the working copy holds. Needs no database.</summary>
/// <param name="Text">The text, as it is imported and exported.</param>
[RequiresPermission(Permission.ReadBrain)]
public sealed record CheckBrainText(string Text) : IRequest<BrainTextCheck>;

/// <summary>What the analyser says of a text.</summary>
/// <param name="Problems">What keeps the text from being read; then all else is empty.</param>
/// <param name="Parts">The parts of the brain that the text states; the others were taken as empty.</param>
/// <param name="Findings">What its author should see, errors first.</param>
public sealed record BrainTextCheck(IReadOnlyList<BrainTextProblem> Problems, BrainParts Parts, IReadOnlyList<Finding> Findings);

/// <summary>Handles <see cref="CheckBrainText"/>.</summary>
public sealed class CheckBrainTextHandler(IBrainText text, IReportTemplate templates) : IRequestHandler<CheckBrainText, BrainTextCheck>
{
    /// <inheritdoc/>
    public Task<BrainTextCheck> Handle(CheckBrainText request, CancellationToken cancellationToken)
    {
        try
        {
            var import = text.Read(request.Text);
            // A text without reports is whole, too: importing it leaves those that there are.
            var findings = BrainAnalyser.Analyse(import.Document, templateProblem: templates.ProblemOf)
                .Where(finding => import.Parts.HasFlag(BrainParts.Report) || finding.At.Section != BrainSection.Report);
            return Task.FromResult(new BrainTextCheck([], import.Parts, [.. findings]));
        }
        catch (BrainTextException exception)
        {
            return Task.FromResult(new BrainTextCheck(exception.Problems, BrainParts.None, []));
        }
    }
}
