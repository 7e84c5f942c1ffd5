using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Reports;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Brain.Analysis;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Says what importing a text would do, without doing it.</summary>
/// <param name="Text">The text.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record PreviewImport(string? Text) : IRequest<ImportPreview>;

/// <summary>What importing a text would do.</summary>
/// <param name="Version">Version of the working copy that it was worked out on.</param>
/// <param name="Problems">What keeps the text from being read; then all else is empty.</param>
/// <param name="Parts">The parts of the brain that the text states.</param>
/// <param name="Changes">How the working copy would differ from what it is.</param>
/// <param name="Findings">What the analyser says of the working copy as it would be.</param>
/// <param name="Dangling">Mentions of what would not exist; with any that are new the import is refused.</param>
public sealed record ImportPreview(
    long Version,
    IReadOnlyList<BrainTextProblem> Problems,
    BrainParts Parts,
    IReadOnlyList<BrainChange> Changes,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<BrainReference> Dangling)
{
    /// <summary>The findings with which the working copy could not even be stored; with any the import is refused.</summary>
    public IReadOnlyList<Finding> Unstorable => [.. Findings.Where(finding => !ImportBrainHandler.IsStorable(finding))];

    /// <summary>The working copy as it is.</summary>
    public BrainDocument Before { get; init; } = new();

    /// <summary>The working copy as it would be.</summary>
    public BrainDocument After { get; init; } = new();
}

/// <summary>Checks <see cref="PreviewImport"/>.</summary>
public sealed class PreviewImportValidator : AbstractValidator<PreviewImport>
{
    /// <summary>The rules.</summary>
    public PreviewImportValidator() => RuleFor(request => request.Text).ImportText();
}

/// <summary>Handles <see cref="PreviewImport"/>.</summary>
public sealed class PreviewImportHandler(IApplicationDbContext db, IBrainText text, IReportTemplate templates) : IRequestHandler<PreviewImport, ImportPreview>
{
    /// <inheritdoc/>
    public async Task<ImportPreview> Handle(PreviewImport request, CancellationToken cancellationToken)
    {
        var copy = await WorkingCopy.ReadAsync(db, toChange: false, cancellationToken);
        try
        {
            var import = text.Read(request.Text!);
            var after = import.ApplyTo(copy.Document).InOrder();
            var stale = BrainTexts.StaleAfter(copy.Document, after, copy.Stamp.StaleTexts, []);
            return new ImportPreview(
                copy.Stamp.Version,
                [],
                import.Parts,
                BrainComparison.Compare(copy.Document, after),
                BrainAnalyser.Analyse(after, stale, templates.ProblemOf),
                [.. BrainReferences.Dangling(after).Except(BrainReferences.Dangling(copy.Document))])
            {
                Before = copy.Document,
                After = after,
            };
        }
        catch (BrainTextException exception)
        {
            return new ImportPreview(copy.Stamp.Version, exception.Problems, BrainParts.None, [], [], []);
        }
    }
}
