using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>Compares two revisions, or one with the working copy, field by field.</summary>
/// <param name="From">Number of the earlier revision; null for the working copy.</param>
/// <param name="To">Number of the later revision; null for the working copy.</param>
[RequiresPermission(Permission.ReadBrain)]
public sealed record CompareBrains(int? From, int? To) : IRequest<BrainDifferences>;

/// <summary>How two brains differ.</summary>
/// <param name="Changes">The differences; none when both say the same.</param>
/// <param name="Before">The brain compared from.</param>
/// <param name="After">The brain compared to.</param>
public sealed record BrainDifferences(IReadOnlyList<BrainChange> Changes, BrainDocument Before, BrainDocument After);

/// <summary>Handles <see cref="CompareBrains"/>.</summary>
public sealed class CompareBrainsHandler(IApplicationDbContext db) : IRequestHandler<CompareBrains, BrainDifferences>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such revision.</exception>
    public async Task<BrainDifferences> Handle(CompareBrains request, CancellationToken cancellationToken)
    {
        var before = await db.DocumentAsync(request.From, cancellationToken);
        var after = request.To == request.From ? before : await db.DocumentAsync(request.To, cancellationToken);
        return new BrainDifferences(BrainComparison.Compare(before, after), before, after);
    }
}
