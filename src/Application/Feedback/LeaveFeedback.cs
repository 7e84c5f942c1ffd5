using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Domain.Feedback;
using AgentBrain.Domain.Interviews;
using AgentBrain.Domain.Webhooks;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Feedback;

/// <summary>Leaves feedback on a finished interview, once.</summary>
public sealed record LeaveFeedback : IRequest<LeaveFeedbackResult>, IRespondentRequest
{
    /// <inheritdoc/>
    public required Guid SessionId { get; init; }

    /// <summary>1 to 5 stars; null when none was chosen.</summary>
    public int? Rating { get; init; }

    /// <summary>What the respondent adds, up to <see cref="TextLimits.FeedbackComment"/> characters; empty when nothing.</summary>
    public string Comment
    {
        get;
        init => field = CleanText.Lines(value);
    } = "";

    /// <summary>Recordings whose words were used for the comment; null where that is not known, which takes all that were heard for it.</summary>
    public IReadOnlyList<Guid>? Recordings { get; init; } = [];
}

/// <summary>What became of feedback.</summary>
public enum LeaveFeedbackResult
{
    /// <summary>It was stored.</summary>
    Stored,

    /// <summary>Feedback on this interview had been received before; that one stands.</summary>
    ReceivedBefore,

    /// <summary>The interview is not finished; nothing was stored.</summary>
    NotFinished,
}

/// <summary>Validates <see cref="LeaveFeedback"/>.</summary>
public sealed class LeaveFeedbackValidator : AbstractValidator<LeaveFeedback>
{
    /// <summary>Sets the rules.</summary>
    public LeaveFeedbackValidator()
    {
        RuleFor(request => request.Rating)
            .Cascade(CascadeMode.Stop)
            .NotNull().WithErrorCode("RatingMissing").WithMessage("Choose a number of stars.")
            .InclusiveBetween(FeedbackEntry.LowestRating, FeedbackEntry.HighestRating).WithErrorCode("RatingRange").WithMessage("Choose one to five stars.");
        RuleFor(request => request.Comment)
            .MaximumLength(TextLimits.FeedbackComment).WithErrorCode("CommentTooLong").WithMessage($"Use {TextLimits.FeedbackComment} characters at most.");
    }
}

/// <summary>Handles <see cref="LeaveFeedback"/>.</summary>
public sealed class LeaveFeedbackHandler(IApplicationDbContext db, SpokenWords spoken, TimeProvider time) : IRequestHandler<LeaveFeedback, LeaveFeedbackResult>
{
    /// <inheritdoc/>
    public Task<LeaveFeedbackResult> Handle(LeaveFeedback request, CancellationToken cancellationToken) =>
        db.UntilStoredAsync(() => LeaveAsync(request, cancellationToken));

    private async Task<LeaveFeedbackResult> LeaveAsync(LeaveFeedback request, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        if (session.Stage != InterviewStage.Finished)
            return LeaveFeedbackResult.NotFinished;
        if (await ReceivedAsync() is not null)
            return LeaveFeedbackResult.ReceivedBefore;

        var now = time.GetUtcNow();
        var entry = FeedbackEntry.Leave(session.Id, request.Rating!.Value, request.Comment.Length == 0 ? null : request.Comment, now);
        db.Feedback.Add(entry);
        db.WebhookEvents.Add(WebhookEvent.FeedbackReceived(session, entry, now));
        await spoken.ConfirmAsync(session.Id, RecordingPurpose.Feedback, questionId: null, request.Recordings, request.Comment, now, cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return LeaveFeedbackResult.Stored;
        }
        catch (DbUpdateException)
        {
            // A simultaneous twin was first, or this entry was stored although its confirmation got lost.
            db.ChangeTracker.Clear();
            var received = await ReceivedAsync();
            if (received is null)
            {
                // Or somebody has deleted the interview meanwhile.
                await db.SessionAsync(request.SessionId, cancellationToken);
                throw;
            }
            return received == entry.Id ? LeaveFeedbackResult.Stored : LeaveFeedbackResult.ReceivedBefore;
        }

        async Task<Guid?> ReceivedAsync() => await db.Feedback
            .Where(received => received.SessionId == session.Id && !received.Superseded)
            .Select(received => (Guid?)received.Id)
            .SingleOrDefaultAsync(cancellationToken);
    }
}
