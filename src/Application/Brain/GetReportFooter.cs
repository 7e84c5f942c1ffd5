using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Brain;

/// <summary>The footer that stands below the next report.</summary>
[RequiresPermission(Permission.ReadBrain)]
public sealed record GetReportFooter : IRequest<LocalizedTemplate>;

/// <summary>Handles <see cref="GetReportFooter"/>.</summary>
public sealed class GetReportFooterHandler(IApplicationDbContext db) : IRequestHandler<GetReportFooter, LocalizedTemplate>
{
    /// <inheritdoc/>
    public async Task<LocalizedTemplate> Handle(GetReportFooter request, CancellationToken cancellationToken)
    {
        var entry = await db.BrainConfig.AsNoTracking().SingleOrDefaultAsync(entry => entry.Key == BrainConfigKeys.ReportFooter, cancellationToken);
        return entry?.ReadTexts() ?? new LocalizedTemplate();
    }
}
