using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>What goes when an interview is deleted.</summary>
/// <param name="SessionId">The interview.</param>
[RequiresPermission(Permission.DeleteInterviews)]
public sealed record GetDeletion(Guid SessionId) : IRequest<DeletionView>;

/// <summary>What goes, or went, with an interview.</summary>
/// <param name="Reference">The interview's short reference.</param>
/// <param name="Counts">How much of each kind.</param>
public sealed record DeletionView(string Reference, DeletionCounts Counts);

/// <summary>How much belongs to an interview, besides the interview itself.</summary>
public sealed record DeletionCounts
{
    /// <summary>Questions and answers.</summary>
    public required int Messages { get; init; }

    /// <summary>Answers that were changed since.</summary>
    public required int ReplacedAnswers { get; init; }

    /// <summary>Spoken answers.</summary>
    public required int Transcripts { get; init; }

    /// <summary>Recordings.</summary>
    public required int Recordings { get; init; }

    /// <summary>Mails.</summary>
    public required int Mails { get; init; }

    /// <summary>Decision records.</summary>
    public required int Decisions { get; init; }

    /// <summary>Links by which it can be taken up elsewhere.</summary>
    public required int ResumeLinks { get; init; }

    /// <summary>Further browsers in which it was taken up.</summary>
    public required int Accesses { get; init; }

    /// <summary>Feedback entries.</summary>
    public required int Feedback { get; init; }

    /// <summary>Experts' reviews.</summary>
    public required int Reviews { get; init; }

    /// <summary>Experts' judgements of single questions.</summary>
    public required int QuestionReviews { get; init; }

    /// <summary>Experts' judgements of the summary.</summary>
    public required int SummaryReviews { get; init; }

    internal static async Task<DeletionCounts> OfAsync(IApplicationDbContext db, Guid id, CancellationToken cancellationToken) => new()
    {
        Messages = await db.Messages.CountAsync(message => message.SessionId == id, cancellationToken),
        ReplacedAnswers = await db.ReplacedAnswers.CountAsync(replaced => replaced.SessionId == id, cancellationToken),
        Transcripts = await db.Transcripts.CountAsync(transcript => transcript.SessionId == id, cancellationToken),
        Recordings = await db.Recordings.CountAsync(recording => recording.SessionId == id, cancellationToken),
        Mails = await db.Mail.CountAsync(mail => mail.SessionId == id, cancellationToken),
        Decisions = await db.DecisionRecords.CountAsync(record => record.SessionId == id, cancellationToken),
        ResumeLinks = await db.ResumeLinks.CountAsync(link => link.SessionId == id, cancellationToken),
        Accesses = await db.SessionAccesses.CountAsync(access => access.SessionId == id, cancellationToken),
        Feedback = await db.Feedback.CountAsync(entry => entry.SessionId == id, cancellationToken),
        Reviews = await db.ExpertReviews.CountAsync(review => review.SessionId == id, cancellationToken),
        QuestionReviews = await db.ExpertReviews.Where(review => review.SessionId == id).SelectMany(review => review.QuestionReviews).CountAsync(cancellationToken),
        SummaryReviews = await db.ExpertReviews.Where(review => review.SessionId == id).SelectMany(review => review.SummaryReviews).CountAsync(cancellationToken),
    };
}

/// <summary>Handles <see cref="GetDeletion"/>.</summary>
public sealed class GetDeletionHandler(IApplicationDbContext db) : IRequestHandler<GetDeletion, DeletionView>
{
    /// <inheritdoc/>
    public async Task<DeletionView> Handle(GetDeletion request, CancellationToken cancellationToken)
    {
        if (!await db.Sessions.AnyAsync(session => session.Id == request.SessionId, cancellationToken))
            throw await db.MissingAsync(request.SessionId, cancellationToken);
        return new DeletionView(SessionReference.Of(request.SessionId), await DeletionCounts.OfAsync(db, request.SessionId, cancellationToken));
    }
}
