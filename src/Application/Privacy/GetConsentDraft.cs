using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>The consent texts that were published, and what the next one begins with.</summary>
[RequiresPermission(Permission.ManagePrivacy)]
public sealed record GetConsentDraft : IRequest<ConsentDraft>;

/// <summary>The consent texts that were published.</summary>
/// <param name="Newest">Number of the newest; 0 when there is none.</param>
/// <param name="Source">What was written of it, with names of periods in braces.</param>
/// <param name="Text">What respondents read of it.</param>
/// <param name="Days">The periods that the next one would be published with.</param>
/// <param name="History">All of them, newest first.</param>
public sealed record ConsentDraft(int Newest, LocalizedText Source, LocalizedText Text, IReadOnlyDictionary<string, int> Days, IReadOnlyList<PublishedConsent> History);

/// <summary>A consent text that was published.</summary>
/// <param name="Version">Its number.</param>
/// <param name="PublishedAt">When.</param>
/// <param name="PublishedBy">By whom.</param>
/// <param name="Interviews">How many interviews are held under it.</param>
public sealed record PublishedConsent(int Version, DateTimeOffset PublishedAt, string PublishedBy, int Interviews);

/// <summary>Handles <see cref="GetConsentDraft"/>.</summary>
public sealed class GetConsentDraftHandler(IApplicationDbContext db, IKeptDays kept, TimeProvider time) : IRequestHandler<GetConsentDraft, ConsentDraft>
{
    /// <inheritdoc/>
    public async Task<ConsentDraft> Handle(GetConsentDraft request, CancellationToken cancellationToken)
    {
        var newest = await db.ConsentTexts.AsNoTracking().OrderByDescending(text => text.Version).FirstOrDefaultAsync(cancellationToken);
        var counts = await db.Sessions.Where(session => session.ConsentVersion != null)
            .GroupBy(session => session.ConsentVersion!.Value)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var history = await db.ConsentTexts.AsNoTracking()
            .OrderByDescending(text => text.Version)
            .Select(text => new { text.Version, text.PublishedAt, text.PublishedBy })
            .ToListAsync(cancellationToken);
        return new ConsentDraft(
            newest?.Version ?? 0,
            newest?.Source ?? ShippedConsent.Text,
            newest?.Text ?? default,
            await kept.DaysAsync(cancellationToken),
            [.. history.Select(text => new PublishedConsent(text.Version, TimeZoneInfo.ConvertTime(text.PublishedAt, time.LocalTimeZone), text.PublishedBy, counts.GetValueOrDefault(text.Version)))]);
    }
}
