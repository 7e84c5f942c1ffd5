using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Writes a brain in the import and export format. The same brain always gives the same text.</summary>
/// <param name="Revision">Number of the revision; null for the working copy.</param>
[RequiresPermission(Permission.ReadBrain)]
public sealed record ExportBrain(int? Revision = null) : IRequest<BrainExport>;

/// <summary>A brain as a text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Counts">How much it states.</param>
public sealed record BrainExport(string Text, BrainCounts Counts);

/// <summary>Handles <see cref="ExportBrain"/>.</summary>
public sealed class ExportBrainHandler(IApplicationDbContext db, IBrainText text) : IRequestHandler<ExportBrain, BrainExport>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such revision.</exception>
    public async Task<BrainExport> Handle(ExportBrain request, CancellationToken cancellationToken)
    {
        var document = await db.DocumentAsync(request.Revision, cancellationToken);
        return new BrainExport(text.Write(document.InOrder()), BrainCounts.Of(document));
    }
}
