using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Writes a brain in the import and export format. The same brain always gives the same text.</summary>
/// <param name="Revision">Number of the revision; null for the working copy.</param>
[RequiresPermission(Permission.ReadBrain)]
public sealed record ExportBrain(int? Revision = null) : IRequest<string>;

/// <summary>Handles <see cref="ExportBrain"/>.</summary>
public sealed class ExportBrainHandler(IApplicationDbContext db, IBrainText text) : IRequestHandler<ExportBrain, string>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such revision.</exception>
    public async Task<string> Handle(ExportBrain request, CancellationToken cancellationToken) =>
        text.Write((await db.DocumentAsync(request.Revision, cancellationToken)).InOrder());
}
