using AgentBrain.Application.Accounts;
using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Feedback;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>A page of the interviews that pass the filters.</summary>
[RequiresPermission(Permission.ReadInterviews)]
public sealed record ListInterviews : IRequest<InterviewList>
{
    /// <summary>See <see cref="Languages"/>; null for all.</summary>
    public string? Language { get; init; }

    /// <summary>Where they stand; null for all.</summary>
    public InterviewStageFilter? Stage { get; init; }

    /// <summary>Code of a raised flag; null for all.</summary>
    public string? Flag { get; init; }

    /// <summary>Number of the revision that they are held under; null for all.</summary>
    public int? Revision { get; init; }

    /// <summary>The first day on which they may have started; null for no limit.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day on which they may have started; null for no limit.</summary>
    public DateOnly? To { get; init; }

    /// <summary>A reference (<c>7F3A-09BC</c>), a part of one, or an id; empty for all.</summary>
    public string Reference
    {
        get;
        init => field = (value ?? "").Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
    } = "";

    /// <summary>Fewest stars of the feedback that counts; null for interviews with or without feedback.</summary>
    public int? MinRating { get; init; }

    /// <summary>What they are sorted by.</summary>
    public InterviewOrder Order { get; init; }

    /// <summary>Whether the smallest or oldest come first.</summary>
    public bool Ascending { get; init; }

    /// <summary>Number of the page, counted from 1.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>Where interviews stand that are looked for.</summary>
public enum InterviewStageFilter
{
    /// <summary>Unfinished, with something done within the last day.</summary>
    InProgress,

    /// <summary>Unfinished, with nothing done for a day.</summary>
    Abandoned,

    /// <summary>With a report.</summary>
    Finished,

    /// <summary>Ended by the respondent before they were complete, with a report or without.</summary>
    EndedEarly,
}

/// <summary>What interviews are sorted by.</summary>
public enum InterviewOrder
{
    /// <summary>When they started.</summary>
    Started,

    /// <summary>When their respondent last did something.</summary>
    Activity,

    /// <summary>How many questions were asked.</summary>
    Questions,
}

/// <summary>Interviews and what can be filtered by.</summary>
/// <param name="Interviews">One page of them.</param>
/// <param name="Flags">Codes of the flags that the newest revision knows, and of the one that is filtered by.</param>
/// <param name="Revisions">Numbers of the revisions, newest first.</param>
public sealed record InterviewList(PageOf<InterviewRow> Interviews, IReadOnlyList<string> Flags, IReadOnlyList<int> Revisions);

/// <summary>An interview in a list.</summary>
public sealed record InterviewRow
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>A short reference that people can read out.</summary>
    public required string Reference { get; init; }

    /// <summary>When it started, in the time zone of the application.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its respondent last did something, in the time zone of the application.</summary>
    public required DateTimeOffset LastActivityAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required InterviewStanding Standing { get; init; }

    /// <summary>Whether its respondent ended it before it was complete.</summary>
    public required bool EndedEarly { get; init; }

    /// <summary>See <see cref="Languages"/>.</summary>
    public required string Language { get; init; }

    /// <summary>Number of the revision that it is held under; null for those of the legacy service.</summary>
    public required int? RevisionId { get; init; }

    /// <summary>Number of questions asked.</summary>
    public required int Questions { get; init; }

    /// <summary>Codes of the raised flags.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>The respondent's name, masked for those who may not see it; null when none was left.</summary>
    public required string? ContactName { get; init; }

    /// <summary>Whether contact details were left that cannot be opened.</summary>
    public bool ContactUnreadable { get; init; }

    /// <summary>Stars of the feedback; null without feedback.</summary>
    public required int? Rating { get; init; }
}

/// <summary>Validates <see cref="ListInterviews"/>.</summary>
public sealed class ListInterviewsValidator : AbstractValidator<ListInterviews>
{
    private const int IdLength = 32;
    private const int ReferenceLength = 8;

    /// <summary>Sets the rules.</summary>
    public ListInterviewsValidator()
    {
        RuleFor(request => request.Language).MustBeSupported().When(request => !string.IsNullOrEmpty(request.Language));
        RuleFor(request => request.From).LimitsPeriod();
        RuleFor(request => request.To).LimitsPeriod()
            .Must((request, to) => !(to < request.From)).WithMessage("Choose a last day that is not before the first one.");
        RuleFor(request => request.Reference)
            .Must(reference => reference.Length is <= ReferenceLength or IdLength && reference.All(char.IsAsciiHexDigit))
            .WithMessage("Write a reference as it stands in the report, for example 7F3A-09BC.");
        RuleFor(request => request.MinRating)
            .InclusiveBetween(FeedbackEntry.LowestRating, FeedbackEntry.HighestRating).WithMessage("Choose one to five stars.");
    }
}

/// <summary>Handles <see cref="ListInterviews"/>.</summary>
public sealed class ListInterviewsHandler(IApplicationDbContext db, CompiledBrains brains, ICurrentAccount account, ContactBook contacts, TimeProvider time)
    : IRequestHandler<ListInterviews, InterviewList>
{
    /// <summary>Interviews on a page.</summary>
    public const int PageSize = 50;

    // Of an id as it is written, with its dashes, and of the reference at its end.
    private const int IdLength = 36;
    private const int ReferenceLength = 8;

    /// <inheritdoc/>
    public async Task<InterviewList> Handle(ListInterviews request, CancellationToken cancellationToken)
    {
        var matching = Matching(request);
        var total = await matching.CountAsync(cancellationToken);
        var (number, pages, skip) = PageOf<InterviewRow>.Place(request.Page, PageSize, total);
        var ids = await IdsAsync(matching, request, skip, total, cancellationToken);
        var rows = (await RowsAsync(ids, cancellationToken)).ToDictionary(row => row.Id);
        // Between the two queries some may have been deleted.
        var items = ids.Where(rows.ContainsKey).Select(id => rows[id]).ToList();

        var newest = await brains.NewestAsync(db, cancellationToken);
        return new InterviewList(
            new PageOf<InterviewRow>(items, number, pages, total),
            [
                .. (newest?.Brain.Document.RiskRules ?? []).Select(rule => rule.Code)
                    .Concat(request.Flag is null ? [] : [request.Flag])
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ],
            await db.BrainRevisions.Select(revision => revision.Id).OrderDescending().ToListAsync(cancellationToken));
    }

    // The ids first, and late pages from the end: sorting whole rows, and all of them, would take several times as long.
    private static async Task<List<Guid>> IdsAsync(IQueryable<Session> matching, ListInterviews request, int skip, int total, CancellationToken cancellationToken)
    {
        var count = Math.Min(PageSize, total - skip);
        var after = total - skip - count;
        if (skip <= after)
            return await Sorted(matching, request.Order, request.Ascending).Select(session => session.Id).Skip(skip).Take(count).ToListAsync(cancellationToken);
        var ids = await Sorted(matching, request.Order, !request.Ascending).Select(session => session.Id).Skip(after).Take(count).ToListAsync(cancellationToken);
        ids.Reverse();
        return ids;
    }

    private IQueryable<Session> Matching(ListInterviews request)
    {
        var sessions = db.Sessions.AsNoTracking();
        var (from, until) = time.Span(request.From, request.To);
        var abandonedSince = time.AbandonedSince();
        if (request.Language is { } language)
            sessions = sessions.Where(session => session.Language == language);
        if (request.Flag is { } flag)
            sessions = sessions.Where(session => session.FlagCodes.Contains(flag));
        if (request.Revision is { } revision)
            sessions = sessions.Where(session => session.RevisionId == revision);
        if (from is not null)
            sessions = sessions.Where(session => session.CreatedAt >= from);
        if (until is not null)
            sessions = sessions.Where(session => session.CreatedAt < until);
        if (Guid.TryParseExact(request.Reference, "N", out var id))
            sessions = sessions.Where(session => session.Id == id);
        else if (request.Reference.Length > 0)
            sessions = sessions.Where(session => session.Id.ToString().Substring(IdLength - ReferenceLength).Contains(request.Reference));
        if (request.MinRating is { } stars)
            sessions = sessions.Where(session => db.Feedback.Any(entry => entry.SessionId == session.Id && !entry.Superseded && entry.Rating >= stars));
        return request.Stage switch
        {
            InterviewStageFilter.InProgress => sessions.Where(session => session.CompletedAt == null && session.LastActivityAt > abandonedSince),
            InterviewStageFilter.Abandoned => sessions.Where(session => session.CompletedAt == null && session.LastActivityAt <= abandonedSince),
            InterviewStageFilter.Finished => sessions.Where(session => session.CompletedAt != null),
            InterviewStageFilter.EndedEarly => sessions.Where(session => session.EndedEarly),
            _ => sessions,
        };
    }

    private static IQueryable<Session> Sorted(IQueryable<Session> sessions, InterviewOrder order, bool ascending) => (order, ascending) switch
    {
        (InterviewOrder.Activity, false) => sessions.OrderByDescending(session => session.LastActivityAt).ThenByDescending(session => session.Id),
        (InterviewOrder.Activity, true) => sessions.OrderBy(session => session.LastActivityAt).ThenBy(session => session.Id),
        (InterviewOrder.Questions, false) => sessions.OrderByDescending(session => session.QuestionCount).ThenByDescending(session => session.Id),
        (InterviewOrder.Questions, true) => sessions.OrderBy(session => session.QuestionCount).ThenBy(session => session.Id),
        (_, false) => sessions.OrderByDescending(session => session.CreatedAt).ThenByDescending(session => session.Id),
        _ => sessions.OrderBy(session => session.CreatedAt).ThenBy(session => session.Id),
    };

    private async Task<IEnumerable<InterviewRow>> RowsAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var visible = account.Can(Permission.SeeContactDetails);
        var abandonedSince = time.AbandonedSince();
        var rows = await db.Sessions
            .Where(session => ids.Contains(session.Id))
            .Select(session => new
            {
                session.Id,
                session.CreatedAt,
                session.LastActivityAt,
                session.CompletedAt,
                session.EndedEarly,
                session.Language,
                session.RevisionId,
                session.QuestionCount,
                session.FlagCodes,
                session.ContactName,
                session.ContactSealed,
                Rating = db.Feedback.Where(entry => entry.SessionId == session.Id && !entry.Superseded).Select(entry => (int?)entry.Rating).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return
            from row in rows
            let name = contacts.NameOf(row.Id, row.ContactSealed, row.ContactName, visible)
            select new InterviewRow
            {
                Id = row.Id,
                Reference = SessionReference.Of(row.Id),
                StartedAt = Local(row.CreatedAt),
                LastActivityAt = Local(row.LastActivityAt),
                Standing = InterviewStandings.Of(row.CompletedAt, row.LastActivityAt, abandonedSince),
                EndedEarly = row.EndedEarly,
                Language = row.Language,
                RevisionId = row.RevisionId,
                Questions = row.QuestionCount,
                Flags = row.FlagCodes,
                ContactName = name.Name,
                ContactUnreadable = name.Unreadable,
                Rating = row.Rating,
            };
    }

    private DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, time.LocalTimeZone);
}
