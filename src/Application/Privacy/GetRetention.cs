using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Jobs;
using AgentBrain.Domain.Privacy;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>How long what is kept, and how the last run went.</summary>
[RequiresPermission(Permission.ManagePrivacy)]
public sealed record GetRetention : IRequest<RetentionView>;

/// <summary>How long what is kept.</summary>
/// <param name="Periods">For each kind.</param>
/// <param name="LastRun">The newest run; null before the first.</param>
public sealed record RetentionView(IReadOnlyList<PeriodView> Periods, RunView? LastRun);

/// <summary>How long something is kept.</summary>
/// <param name="Kind">What.</param>
/// <param name="Days">For how many days; null for ever.</param>
public sealed record PeriodView(RetentionKind Kind, int? Days);

/// <summary>A run.</summary>
/// <param name="Day">The day (UTC).</param>
/// <param name="Status">How far it is.</param>
/// <param name="Removed">How much was removed.</param>
/// <param name="Left">How much could not be removed.</param>
public sealed record RunView(DateOnly Day, WorkStatus Status, int Removed, int Left);

/// <summary>Handles <see cref="GetRetention"/>.</summary>
public sealed class GetRetentionHandler(IApplicationDbContext db, IEnumerable<IRetained> kinds) : IRequestHandler<GetRetention, RetentionView>
{
    /// <inheritdoc/>
    public async Task<RetentionView> Handle(GetRetention request, CancellationToken cancellationToken)
    {
        var periods = await db.RetentionPeriods.AsNoTracking().ToDictionaryAsync(period => period.Kind, period => period.Days, cancellationToken);
        var run = await db.Set<RetentionRun>().AsNoTracking().OrderByDescending(run => run.Day).FirstOrDefaultAsync(cancellationToken);
        return new RetentionView(
            [.. kinds.Select(kind => kind.Kind).Distinct().Order().Select(kind => new PeriodView(kind, periods.GetValueOrDefault(kind)))],
            run is null ? null : new RunView(run.Day, run.Status, run.Removed, run.Left));
    }
}
