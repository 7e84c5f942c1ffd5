using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Privacy;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>Sets how long what is kept.</summary>
[RequiresPermission(Permission.ManagePrivacy)]
public sealed record SaveRetention : IRequest<SaveRetentionResult>
{
    /// <summary>For how many days each kind is to be kept; null for ever. Kinds that are left out stay as they are.</summary>
    public IReadOnlyDictionary<RetentionKind, int?> Days { get; init; } = new Dictionary<RetentionKind, int?>();

    /// <summary>What whoever sets it saw before; where something else is stored by now nothing is changed.</summary>
    public IReadOnlyDictionary<RetentionKind, int?> Before { get; init; } = new Dictionary<RetentionKind, int?>();
}

/// <summary>What became of a wish to set how long what is kept.</summary>
public enum SaveRetentionResult
{
    /// <summary>It is stored.</summary>
    Saved,

    /// <summary>Somebody else has changed it meanwhile; nothing was changed.</summary>
    Conflict,
}

/// <summary>Validates <see cref="SaveRetention"/>.</summary>
public sealed class SaveRetentionValidator : AbstractValidator<SaveRetention>
{
    /// <summary>Sets the rules.</summary>
    public SaveRetentionValidator() => RuleForEach(request => request.Days)
        .Must(period => period.Value is null or (>= 1 and <= RetentionPeriod.MostDays))
        .WithMessage($"Write a number of days from 1 to {RetentionPeriod.MostDays:N0}, or nothing to keep it for ever.")
        .OverridePropertyName(nameof(SaveRetention.Days));
}

/// <summary>Handles <see cref="SaveRetention"/>.</summary>
public sealed class SaveRetentionHandler(IApplicationDbContext db, AuditTrail audit, TimeProvider time) : IRequestHandler<SaveRetention, SaveRetentionResult>
{
    /// <inheritdoc/>
    public async Task<SaveRetentionResult> Handle(SaveRetention request, CancellationToken cancellationToken)
    {
        var stored = await db.RetentionPeriods.ToDictionaryAsync(period => period.Kind, cancellationToken);
        if (request.Before.Any(seen => Days(seen.Key) != seen.Value))
            return SaveRetentionResult.Conflict;
        foreach (var (kind, days) in request.Days.Where(wanted => Days(wanted.Key) != wanted.Value))
        {
            audit.Add("retention.changed", kind.ToString(), new { Days = Days(kind) }, new { Days = days });
            if (stored.TryGetValue(kind, out var period))
                period.Set(days, time.GetUtcNow());
            else
                db.RetentionPeriods.Add(RetentionPeriod.Of(kind, days, time.GetUtcNow()));
        }
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return SaveRetentionResult.Saved;
        }
        catch (DbUpdateException)
        {
            // Somebody else was first, or it was stored although its confirmation got lost.
            db.ChangeTracker.Clear();
            stored = await db.RetentionPeriods.AsNoTracking().ToDictionaryAsync(period => period.Kind, cancellationToken);
            return request.Days.All(wanted => Days(wanted.Key) == wanted.Value) ? SaveRetentionResult.Saved : SaveRetentionResult.Conflict;
        }

        int? Days(RetentionKind kind) => stored.TryGetValue(kind, out var period) ? period.Days : null;
    }
}
