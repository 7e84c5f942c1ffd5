using AgentBrain.Application.Accounts;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>
/// Moves a slot past another in the order in which reports list facts. Naming the other makes it the same move however often it is sent, and
/// whatever others have moved meanwhile.
/// </summary>
/// <param name="Key">Key of the slot.</param>
/// <param name="Up">Whether it comes to stand right before <paramref name="Past"/>, unless it is before it already; otherwise right behind it.</param>
/// <param name="Past">Key of the other slot.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record MoveSlot(string Key, bool Up, string Past) : IRequest<EditResult>;

/// <summary>Handles <see cref="MoveSlot"/>.</summary>
public sealed class MoveSlotHandler(WorkingCopyEditor editor) : IRequestHandler<MoveSlot, EditResult>
{
    /// <inheritdoc/>
    public Task<EditResult> Handle(MoveSlot request, CancellationToken cancellationToken) => editor.EditAsync(
        document =>
        {
            var slots = document.Slots.ToList();
            var from = slots.FindIndex(slot => slot.Key == request.Key);
            var past = slots.FindIndex(slot => slot.Key == request.Past);
            if (from < 0 || past < 0)
                return BrainEdit.Stop(new EditResult(EditOutcome.Missing));
            if (request.Up ? from <= past : from >= past)
                return BrainEdit.To(document);

            // Whichever way it goes, the others close the gap so that the place of the other becomes its own.
            var moved = slots[from];
            slots.RemoveAt(from);
            slots.Insert(past, moved);
            return BrainEdit.To(document with { Slots = slots });
        },
        cancellationToken);
}
