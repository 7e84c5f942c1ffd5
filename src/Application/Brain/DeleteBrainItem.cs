using AgentBrain.Application.Accounts;
using AgentBrain.Domain.Brain;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Deletes a slot, a question or a rule from the working copy.</summary>
/// <param name="Item">Its address; the member is not looked at.</param>
/// <param name="CarryThrough">
/// Whether what rests on it goes too and all mentions of it end (see <see cref="BrainReferences.TakenAlong"/>). Otherwise an item that is in
/// use stays.
/// </param>
/// <param name="Version">Version of the working copy on which the author has seen what goes along; null for whatever is there.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record DeleteBrainItem(BrainAddress Item, bool CarryThrough, long? Version = null) : IRequest<EditResult>;

/// <summary>Handles <see cref="DeleteBrainItem"/>.</summary>
public sealed class DeleteBrainItemHandler(WorkingCopyEditor editor) : IRequestHandler<DeleteBrainItem, EditResult>
{
    /// <inheritdoc/>
    public Task<EditResult> Handle(DeleteBrainItem request, CancellationToken cancellationToken)
    {
        var item = request.Item with { Member = null };
        return editor.EditAsync(
            document => item.Section is BrainSection.Scoring or BrainSection.Modes or BrainSection.Report || document.Find(item) is null
                ? BrainEdit.Stop(new EditResult(EditOutcome.Missing))
                : BrainEdit.To(Without(document)) with { Version = request.Version },
            cancellationToken);

        BrainDocument Without(BrainDocument document) => request.CarryThrough
            ? BrainReferences.WithoutMentions(document, BrainReferences.TakenAlong(document, item))
            : document.Without([item]);
    }
}
