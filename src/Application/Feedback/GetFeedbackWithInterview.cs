using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Feedback;

/// <summary>One feedback entry with what its respondent had said in the interview.</summary>
/// <param name="Id">The entry.</param>
[RequiresPermission(Permission.ReadInterviews)]
public sealed record GetFeedbackWithInterview(Guid Id) : IRequest<FeedbackWithInterview>;

/// <summary>A feedback entry with its interview.</summary>
/// <param name="Entry">The entry. The comment is without contact details for those who may not see them.</param>
/// <param name="Interview">Its interview; null in some legacy entries.</param>
public sealed record FeedbackWithInterview(FeedbackRow Entry, RatedInterview? Interview);

/// <summary>What is known of an interview that was rated.</summary>
/// <param name="Language">Its language.</param>
/// <param name="CompletedAt">When its report was made (UTC); null before that.</param>
/// <param name="Slots">What is known of each slot, by key.</param>
/// <param name="Contact">How the respondent can be reached; null when nothing was left and for those who may not see it.</param>
public sealed record RatedInterview(string Language, DateTimeOffset? CompletedAt, IReadOnlyDictionary<string, SlotValue> Slots, ContactView? Contact);

/// <summary>Handles <see cref="GetFeedbackWithInterview"/>.</summary>
public sealed class GetFeedbackWithInterviewHandler(IApplicationDbContext db, ICurrentAccount account, ContactBook contacts, TimeProvider time)
    : IRequestHandler<GetFeedbackWithInterview, FeedbackWithInterview>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such entry.</exception>
    public async Task<FeedbackWithInterview> Handle(GetFeedbackWithInterview request, CancellationToken cancellationToken)
    {
        var entry = await db.Feedback.AsNoTracking().SingleOrDefaultAsync(entry => entry.Id == request.Id, cancellationToken) ?? throw new NotFoundException();
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(session => session.Id == entry.SessionId, cancellationToken);
        var row = FeedbackRow.Of(entry, session?.Language, time, erased: session is null);
        if (session is null)
            return new FeedbackWithInterview(row, null);
        var mask = contacts.MaskOf(session, account.Can(Permission.SeeContactDetails));
        return new FeedbackWithInterview(
            row with { Comment = mask.In(row.Comment) },
            new RatedInterview(session.Language, session.CompletedAt, mask.In(session.State.Slots), mask.ContactIfVisible));
    }
}
