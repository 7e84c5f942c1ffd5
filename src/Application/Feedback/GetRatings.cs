using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Feedback;

/// <summary>How respondents rated, over all feedback.</summary>
[RequiresPermission(Permission.ReadStatistics)]
public sealed record GetRatings : IRequest<RatingStatistics>;

/// <summary>Handles <see cref="GetRatings"/>.</summary>
public sealed class GetRatingsHandler(IApplicationDbContext db) : IRequestHandler<GetRatings, RatingStatistics>
{
    /// <inheritdoc/>
    public async Task<RatingStatistics> Handle(GetRatings request, CancellationToken cancellationToken) => RatingStatistics.Of(await db.Feedback
        .Where(entry => !entry.Superseded)
        .GroupBy(entry => entry.Rating)
        .Select(group => new { group.Key, Count = group.Count() })
        .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken));
}
