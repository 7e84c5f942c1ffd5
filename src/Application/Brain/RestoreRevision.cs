using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>
/// Puts an earlier revision back: the working copy becomes what it says and is published at once as a new revision. Findings of the analyser do
/// not prevent it, because interviews were held under that brain already.
/// </summary>
/// <param name="Number">Number of the earlier revision.</param>
/// <param name="Note">Why; 1 to <see cref="PublishBrainValidator.LongestNote"/> characters.</param>
/// <param name="Losing">
/// Version of the working copy whose unpublished changes the author agrees to lose; null when not asked yet. Nothing is lost without: the
/// outcome then is <see cref="EditOutcome.WouldLose"/>.
/// </param>
/// <param name="After">
/// Number of the newest revision that the author has seen; null when it does not matter. Where the same author has published or restored with the same note
/// since, the form was sent twice: nothing is done, and the outcome <see cref="EditOutcome.Unchanged"/> names that revision.
/// </param>
[RequiresPermission(Permission.EditBrain)]
public sealed record RestoreRevision(int Number, string? Note, long? Losing = null, int? After = null) : IRequest<EditResult>;

/// <summary>Checks <see cref="RestoreRevision"/>.</summary>
public sealed class RestoreRevisionValidator : AbstractValidator<RestoreRevision>
{
    /// <summary>The rules.</summary>
    public RestoreRevisionValidator() => RuleFor(request => request.Note).PublicationNote();
}

/// <summary>Handles <see cref="RestoreRevision"/>.</summary>
public sealed class RestoreRevisionHandler(IApplicationDbContext db, WorkingCopyEditor editor) : IRequestHandler<RestoreRevision, EditResult>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such revision.</exception>
    public async Task<EditResult> Handle(RestoreRevision request, CancellationToken cancellationToken)
    {
        var restored = await db.DocumentAsync(request.Number, cancellationToken);
        // What is published after this was read is in no danger: it can only make the working copy look as if it had more to lose.
        var newest = await db.NewestDocumentAsync(cancellationToken) ?? restored;
        return await editor.EditAsync(
            current => request.Losing is null && BrainComparison.Compare(newest, current).Count > 0
                ? BrainEdit.Stop(new EditResult(EditOutcome.WouldLose))
                : BrainEdit.Back(current, restored) with { Version = request.Losing, Note = request.Note!.Trim(), After = request.After, RestoredFrom = request.Number },
            cancellationToken);
    }
}
