using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Reviews;

/// <summary>One interview as an expert judges it: questions with their answers, what followed from them, and the review that there is.</summary>
/// <param name="SessionId">The interview.</param>
[RequiresPermission(Permission.ReadInterviews)]
public sealed record GetInterviewForReview(Guid SessionId) : IRequest<InterviewForReview>;

/// <summary>An interview to be judged. Texts are without contact details for those who may not see them.</summary>
public sealed record InterviewForReview
{
    /// <summary>The interview.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>Its language.</summary>
    public required string Language { get; init; }

    /// <summary><c>quick</c> or <c>precise</c>.</summary>
    public required string InterviewMode { get; init; }

    /// <summary>When it started (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the report was made (UTC); null before that.</summary>
    public required DateTimeOffset? CompletedAt { get; init; }

    /// <summary>How the respondent can be reached; null when nothing was left and for those who may not see it.</summary>
    public required ContactView? Contact { get; init; }

    /// <summary>What was asked and answered, in order.</summary>
    public required IReadOnlyList<QuestionAndAnswer> Turns { get; init; }

    /// <summary>What is known of each slot, by key.</summary>
    public required IReadOnlyDictionary<string, SlotValue> Slots { get; init; }

    /// <summary>The raised flags.</summary>
    public required IReadOnlyList<RiskFlag> Flags { get; init; }

    /// <summary>The full report in Markdown; null before the end.</summary>
    public required string? FinalReport { get; init; }

    /// <summary>The newest review; null when nobody has judged the interview.</summary>
    public required ReviewView? Review { get; init; }
}

/// <summary>A question with its answer.</summary>
/// <param name="QuestionId">Id of the question; null in some legacy conversations.</param>
/// <param name="Question">The question as it was put; null where something was said that answers none.</param>
/// <param name="Answer">The answer; null while there is none.</param>
/// <param name="Round">The round, 1 to 3; null in some legacy conversations.</param>
public sealed record QuestionAndAnswer(string? QuestionId, string? Question, string? Answer, int? Round);

/// <summary>Handles <see cref="GetInterviewForReview"/>.</summary>
public sealed class GetInterviewForReviewHandler(IApplicationDbContext db, ICurrentAccount account, ContactBook contacts) : IRequestHandler<GetInterviewForReview, InterviewForReview>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such interview.</exception>
    public async Task<InterviewForReview> Handle(GetInterviewForReview request, CancellationToken cancellationToken)
    {
        var id = request.SessionId;
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(session => session.Id == id, cancellationToken) ?? throw await db.MissingAsync(id, cancellationToken);
        var messages = await db.Messages.AsNoTracking().Where(message => message.SessionId == id).OrderBy(message => message.Sequence).ToListAsync(cancellationToken);
        var review = await db.ExpertReviews.AsNoTracking()
            .Where(review => review.SessionId == id)
            .OrderByDescending(review => review.CreatedAt).ThenByDescending(review => review.Id)
            .Include(review => review.QuestionReviews).Include(review => review.SummaryReviews)
            .FirstOrDefaultAsync(cancellationToken);
        var mask = contacts.MaskOf(session, account.Can(Permission.SeeContactDetails));
        return new InterviewForReview
        {
            SessionId = id,
            Language = session.Language,
            InterviewMode = session.State.InterviewMode,
            CreatedAt = session.CreatedAt,
            CompletedAt = session.CompletedAt,
            Contact = mask.ContactIfVisible,
            Turns = [.. Turns(messages).Select(turn => turn with { Question = mask.In(turn.Question), Answer = mask.In(turn.Answer) })],
            Slots = mask.In(session.State.Slots),
            Flags = mask.In(session.State.RiskFlags),
            FinalReport = mask.FullReport,
            Review = review is null ? null : ReviewView.Of(review, mask.In),
        };
    }

    private static List<QuestionAndAnswer> Turns(IEnumerable<Message> messages)
    {
        var turns = new List<QuestionAndAnswer>();
        foreach (var message in messages)
        {
            if (message.Role == Message.AgentRole)
            {
                turns.Add(new QuestionAndAnswer(message.QuestionId, message.Content, null, message.Round));
                continue;
            }
            // The legacy service sometimes put several questions at once, and some of its answers name none.
            var asked = turns.FindLastIndex(turn => turn is { Question: not null, Answer: null } && (message.QuestionId is null || turn.QuestionId == message.QuestionId));
            if (asked >= 0)
                turns[asked] = turns[asked] with { Answer = message.Content };
            else
                turns.Add(new QuestionAndAnswer(message.QuestionId, null, message.Content, message.Round));
        }
        return turns;
    }
}
