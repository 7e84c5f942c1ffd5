using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Makes the working copy say what the newest revision says, so that everything edited since is gone. Nothing is published.</summary>
/// <param name="Version">Version of the working copy that the author has looked at. Later edits are not lost.</param>
[RequiresPermission(Permission.EditBrain)]
public sealed record DiscardChanges(long Version) : IRequest<EditResult>;

/// <summary>Handles <see cref="DiscardChanges"/>.</summary>
public sealed class DiscardChangesHandler(IApplicationDbContext db, WorkingCopyEditor editor) : IRequestHandler<DiscardChanges, EditResult>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">Nothing was ever published.</exception>
    public async Task<EditResult> Handle(DiscardChanges request, CancellationToken cancellationToken)
    {
        var newest = await db.NewestDocumentAsync(cancellationToken) ?? throw new NotFoundException();
        return await editor.EditAsync(current => BrainEdit.Back(current, newest) with { Version = request.Version }, cancellationToken);
    }
}
