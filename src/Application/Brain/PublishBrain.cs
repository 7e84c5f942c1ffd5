using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Brain.Analysis;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>
/// Publishes the working copy as a new revision. Interviews that begin from now on are held under it; those under way keep the revision they
/// began with. Errors that the analyser finds prevent it.
/// </summary>
/// <param name="Note">Why; 1 to <see cref="PublishBrainValidator.LongestNote"/> characters.</param>
/// <param name="Version">Version of the working copy that the author has looked at. A later one is not published.</param>
/// <param name="After">
/// Number of the newest revision that the author has seen; null when it does not matter. Where the same author has published with the same note
/// since, the form was sent twice: nothing is done, and the outcome <see cref="EditOutcome.Unchanged"/> names that revision.
/// </param>
[RequiresPermission(Permission.EditBrain)]
public sealed record PublishBrain(string? Note, long Version, int? After = null) : IRequest<EditResult>;

/// <summary>Checks <see cref="PublishBrain"/>.</summary>
public sealed class PublishBrainValidator : AbstractValidator<PublishBrain>
{
    /// <summary>Most characters of a note.</summary>
    public const int LongestNote = 500;

    /// <summary>The rules.</summary>
    public PublishBrainValidator() => RuleFor(request => request.Note).PublicationNote();
}

/// <summary>Handles <see cref="PublishBrain"/>.</summary>
public sealed class PublishBrainHandler(WorkingCopyEditor editor) : IRequestHandler<PublishBrain, EditResult>
{
    /// <inheritdoc/>
    public Task<EditResult> Handle(PublishBrain request, CancellationToken cancellationToken) => editor.EditAsync(
        document => BrainEdit.To(document) with
        {
            Version = request.Version,
            Note = request.Note!.Trim(),
            After = request.After,
            Allows = finding => finding.Severity != FindingSeverity.Error,
        },
        cancellationToken);
}
