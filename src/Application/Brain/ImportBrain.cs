using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Brain.Analysis;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>
/// Imports a text into the working copy, all or nothing: a part that the text states takes the place of the working copy's whole, and other parts
/// stay.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="Version">Version of the working copy that the import was previewed on; null to import into whatever is there.</param>
/// <param name="Note">What to publish the result with, in the same step; null to publish nothing.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record ImportBrain(string? Text, long? Version = null, string? Note = null) : IRequest<EditResult>;

/// <summary>Checks <see cref="ImportBrain"/>.</summary>
public sealed class ImportBrainValidator : AbstractValidator<ImportBrain>
{
    /// <summary>The rules.</summary>
    public ImportBrainValidator()
    {
        RuleFor(request => request.Text).ImportText();
        RuleFor(request => request.Note).PublicationNote().When(request => request.Note is not null);
    }
}

/// <summary>Handles <see cref="ImportBrain"/>.</summary>
public sealed class ImportBrainHandler(WorkingCopyEditor editor, IBrainText text) : IRequestHandler<ImportBrain, EditResult>
{
    // With any of these the brain does not fit into the tables or the pages of the working copy; everything else can be mended there.
    private static readonly string[] _unstorable =
        ["missing-id", "duplicate-id", "too-long", "unusable-id", "empty-condition", "unknown-operator", "condition-too-deep", "priority-weight-range", "weight-range"];

    /// <summary>Whether the working copy can be stored with a finding.</summary>
    internal static bool IsStorable(Finding finding) => !_unstorable.Contains(finding.Code);

    /// <inheritdoc/>
    public async Task<EditResult> Handle(ImportBrain request, CancellationToken cancellationToken)
    {
        try
        {
            var import = text.Read(request.Text!);
            var result = await editor.EditAsync(
                current => BrainEdit.To(import.ApplyTo(current)) with
                {
                    Version = request.Version,
                    Note = request.Note?.Trim(),
                    Allows = finding => IsStorable(finding) && (request.Note is null || finding.Severity != FindingSeverity.Error),
                },
                cancellationToken);
            return result with { Stated = BrainCounts.Of(import.Document) };
        }
        catch (BrainTextException exception)
        {
            return new EditResult(EditOutcome.Unreadable) { Problems = exception.Problems };
        }
    }
}
