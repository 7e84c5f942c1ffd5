using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Brain;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>Interviews, newest first, from anywhere in the list.</summary>
[RequiresPermission(Permission.ReadInterviews)]
public sealed record ListLatestInterviews : IRequest<IReadOnlyList<LatestInterview>>
{
    /// <summary>Most interviews that are given at once.</summary>
    public const int MostEntries = 200;

    /// <summary>How many at most, 1 to <see cref="MostEntries"/>.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>How many newer ones are left out.</summary>
    public int Offset { get; init; }

    /// <summary>Whether those without a report are left out.</summary>
    public bool CompletedOnly { get; init; } = true;

    /// <summary>Whether an expert has to have judged them; null for both.</summary>
    public bool? HasReview { get; init; }

    /// <summary>See <see cref="Languages"/>; null for all.</summary>
    public string? Language { get; init; }
}

/// <summary>An interview in a list.</summary>
public sealed record LatestInterview
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>See <see cref="Languages"/>.</summary>
    public required string Language { get; init; }

    /// <summary><c>quick</c> or <c>precise</c>.</summary>
    public required string InterviewMode { get; init; }

    /// <summary>When it started (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the report was made (UTC); null before that.</summary>
    public required DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Whether it has a report.</summary>
    public required bool HasReport { get; init; }

    /// <summary>Whether an expert has judged it.</summary>
    public required bool HasReview { get; init; }

    /// <summary>Number of questions asked.</summary>
    public required int Questions { get; init; }

    /// <summary>Number of slots with a value.</summary>
    public required int SlotsFilled { get; init; }

    /// <summary>The respondent's name, masked for those who may not see it; null when none was left.</summary>
    public required string? ContactName { get; init; }

    /// <summary>Whether contact details were left that cannot be opened.</summary>
    public bool ContactUnreadable { get; init; }
}

/// <summary>Validates <see cref="ListLatestInterviews"/>.</summary>
public sealed class ListLatestInterviewsValidator : AbstractValidator<ListLatestInterviews>
{
    /// <summary>Sets the rules.</summary>
    public ListLatestInterviewsValidator()
    {
        RuleFor(request => request.Limit).LimitsList(ListLatestInterviews.MostEntries);
        RuleFor(request => request.Offset).BeginsList();
        RuleFor(request => request.Language).MustBeSupported().When(request => !string.IsNullOrEmpty(request.Language));
    }
}

/// <summary>Handles <see cref="ListLatestInterviews"/>.</summary>
public sealed class ListLatestInterviewsHandler(IApplicationDbContext db, ICurrentAccount account, ContactBook contacts) : IRequestHandler<ListLatestInterviews, IReadOnlyList<LatestInterview>>
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<LatestInterview>> Handle(ListLatestInterviews request, CancellationToken cancellationToken)
    {
        var sessions = db.Sessions.AsNoTracking();
        if (request.CompletedOnly)
            sessions = sessions.Where(session => session.CompletedAt != null);
        if (request.Language is { Length: > 0 } language)
            sessions = sessions.Where(session => session.Language == language);
        if (request.HasReview is { } wanted)
            sessions = sessions.Where(session => db.ExpertReviews.Any(review => review.SessionId == session.Id) == wanted);
        var rows = await sessions
            .OrderByDescending(session => session.CreatedAt).ThenByDescending(session => session.Id)
            .Skip(request.Offset)
            .Take(request.Limit)
            .Select(session => new
            {
                session.Id,
                session.Language,
                session.State,
                session.CreatedAt,
                session.CompletedAt,
                HasReport = session.FinalReport != null,
                HasReview = db.ExpertReviews.Any(review => review.SessionId == session.Id),
                session.QuestionCount,
                session.FilledSlots,
                session.ContactName,
                session.ContactSealed,
            })
            .ToListAsync(cancellationToken);
        var visible = account.Can(Permission.SeeContactDetails);
        return
        [
            .. from row in rows
               let name = contacts.NameOf(row.Id, row.ContactSealed, row.ContactName, visible)
               select new LatestInterview
               {
                   Id = row.Id,
                   Language = row.Language,
                   InterviewMode = row.State.InterviewMode,
                   CreatedAt = row.CreatedAt,
                   CompletedAt = row.CompletedAt,
                   HasReport = row.HasReport,
                   HasReview = row.HasReview,
                   Questions = row.QuestionCount,
                   SlotsFilled = row.FilledSlots.Count,
                   ContactName = name.Name,
                   ContactUnreadable = name.Unreadable,
               },
        ];
    }
}
