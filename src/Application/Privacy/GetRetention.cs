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
/// <param name="ToldOtherwise">Periods that the newest consent text tells respondents and that are not in force.</param>
/// <param name="LastRun">The newest run; null before the first.</param>
public sealed record RetentionView(IReadOnlyList<PeriodView> Periods, IReadOnlyList<PeriodView> ToldOtherwise, RunView? LastRun);

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
        var newest = await db.ConsentTexts.AsNoTracking().OrderByDescending(text => text.Version).FirstOrDefaultAsync(cancellationToken);
        var told = newest is null ? new Dictionary<RetentionKind, int?>() : ConsentPeriods.Told(newest);
        return new RetentionView(
            [.. kinds.Select(kind => kind.Kind).Distinct().Order().Select(kind => new PeriodView(kind, periods.GetValueOrDefault(kind)))],
            [.. told.Where(period => period.Value != periods.GetValueOrDefault(period.Key)).Select(period => new PeriodView(period.Key, period.Value))],
            run is null ? null : new RunView(run.Day, run.Status, run.Removed, run.Left));
    }
}
