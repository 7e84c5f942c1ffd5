using AgentBrain.Application.Common;
using AgentBrain.Domain.Privacy;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>The periods of retention that are in force, for consent texts.</summary>
internal sealed class StoredKeptDays(IApplicationDbContext db) : IKeptDays
{
    private static readonly (string Name, RetentionKind Kind)[] Kinds =
    [
        ("contact_days", RetentionKind.ContactDetails),
        ("answers_days", RetentionKind.Answers),
        ("unfinished_days", RetentionKind.Unfinished),
        ("audio_days", RetentionKind.Audio),
        ("mail_days", RetentionKind.Mail),
    ];

    public async Task<IReadOnlyDictionary<string, int>> DaysAsync(CancellationToken cancellationToken)
    {
        var stored = await db.RetentionPeriods.AsNoTracking().ToDictionaryAsync(period => period.Kind, period => period.Days, cancellationToken);
        return Kinds
            .Select(kind => (kind.Name, Days: stored.TryGetValue(kind.Kind, out var days) ? days : ConsentPeriods.Defaults[kind.Name]))
            .Where(period => period.Days is not null)
            .ToDictionary(period => period.Name, period => period.Days!.Value);
    }
}
