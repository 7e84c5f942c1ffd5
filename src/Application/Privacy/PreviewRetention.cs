using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Privacy;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Privacy;

/// <summary>What the next run would remove. Nothing is changed.</summary>
[RequiresPermission(Permission.ManagePrivacy)]
public sealed record PreviewRetention : IRequest<RetentionPreview>
{
    /// <summary>The kind to list; null for the first of which something is due.</summary>
    public RetentionKind? Kind { get; init; }

    /// <summary>Number of the page, counted from 1.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>What would be removed.</summary>
/// <param name="Counts">How much of each kind that is not kept for ever.</param>
/// <param name="Kind">The kind that is listed; null when nothing is due.</param>
/// <param name="Due">One page of it, the oldest first.</param>
public sealed record RetentionPreview(IReadOnlyList<DueCount> Counts, RetentionKind? Kind, PageOf<DueInterview> Due);

/// <summary>How much of a kind is due.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Before">Due is what has been kept since before this moment, in the time zone of the application; for some only what has been kept longer, where respondents agreed to different periods.</param>
/// <param name="Count">Number of interviews of which something is removed.</param>
public sealed record DueCount(RetentionKind Kind, DateTimeOffset Before, int Count);

/// <summary>An interview of which something is due.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="Reference">Its short reference.</param>
/// <param name="Since">Since when it is kept, in the time zone of the application.</param>
public sealed record DueInterview(Guid SessionId, string Reference, DateTimeOffset Since);

/// <summary>Handles <see cref="PreviewRetention"/>.</summary>
public sealed class PreviewRetentionHandler(Retention retention, TimeProvider time) : IRequestHandler<PreviewRetention, RetentionPreview>
{
    /// <summary>Interviews on a page.</summary>
    public const int PageSize = 50;

    /// <inheritdoc/>
    public async Task<RetentionPreview> Handle(PreviewRetention request, CancellationToken cancellationToken)
    {
        var kinds = await retention.DueAsync(cancellationToken);
        var counts = new List<DueCount>();
        foreach (var due in kinds.GroupBy(due => due.Kind.Kind))
        {
            var count = 0;
            foreach (var part in due)
                count += await part.Kept.CountAsync(cancellationToken);
            counts.Add(new DueCount(due.Key, Local(due.Max(part => part.Before)), count));
        }
        var listed = counts.Find(count => count.Kind == request.Kind) ?? (request.Kind is null ? counts.Find(count => count.Count > 0) : null);
        var (number, pages, skip) = PageOf<DueInterview>.Place(request.Page, PageSize, listed?.Count ?? 0);
        if (listed is null)
            return new RetentionPreview(counts, null, new PageOf<DueInterview>([], number, pages, 0));
        var oldest = new List<Retained>();
        foreach (var part in kinds.Where(due => due.Kind.Kind == listed.Kind))
            oldest.AddRange(await part.Kept.OrderBy(kept => kept.Since).ThenBy(kept => kept.SessionId).Take(skip + PageSize).ToListAsync(cancellationToken));
        var rows = oldest.OrderBy(kept => kept.Since).ThenBy(kept => kept.SessionId).Skip(skip).Take(PageSize);
        return new RetentionPreview(
            counts,
            listed.Kind,
            new PageOf<DueInterview>([.. rows.Select(row => new DueInterview(row.SessionId, SessionReference.Of(row.SessionId), Local(row.Since)))], number, pages, listed.Count));
    }

    private DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone);
}
