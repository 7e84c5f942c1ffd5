using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>
/// Takes another answer in the place of an earlier one; what is known, the flags and what still needs asking follow. The earlier answer is
/// kept. Repeating the same submission stores nothing and has the same outcome.
/// </summary>
public sealed record ChangeAnswer : AnswerForm, IRequest<ChangeAnswerOutcome>, IRespondentRequest
{
    /// <summary>The submission that brought the answer that is to be replaced, as <see cref="GivenAnswerView"/> tells it: the one that the respondent had before them.</summary>
    public required Guid? Replaces { get; init; }
}

/// <summary>What became of a change.</summary>
public enum ChangeAnswerOutcome
{
    /// <summary>It was stored.</summary>
    Stored,

    /// <summary>It had been stored before, or says what was said already.</summary>
    StoredBefore,

    /// <summary>The answer is another one by now. Nothing was stored.</summary>
    ChangedMeanwhile,

    /// <summary>There is no answer to change, or the report has been made. Nothing was stored.</summary>
    NotPossible,
}

/// <summary>Validates <see cref="ChangeAnswer"/>.</summary>
public sealed class ChangeAnswerValidator : AnswerFormValidator<ChangeAnswer>;

/// <summary>Handles <see cref="ChangeAnswer"/>.</summary>
public sealed class ChangeAnswerHandler(IApplicationDbContext db, CompiledBrains brains, IAnswerInterpreter interpreter, SpokenWords spoken, TimeProvider time)
    : IRequestHandler<ChangeAnswer, ChangeAnswerOutcome>
{
    /// <inheritdoc/>
    public Task<ChangeAnswerOutcome> Handle(ChangeAnswer request, CancellationToken cancellationToken) =>
        db.UntilStoredAsync(() => ChangeAsync(request, cancellationToken));

    private async Task<ChangeAnswerOutcome> ChangeAsync(ChangeAnswer request, CancellationToken cancellationToken)
    {
        var session = await db.SessionWithMessagesAsync(request.SessionId, cancellationToken);
        var answer = session.AnswerTo(request.QuestionId);
        if (answer is null || session.CompletedAt is not null)
            return ChangeAnswerOutcome.NotPossible;
        if (await StoredBeforeAsync(request, session, answer, cancellationToken))
            return ChangeAnswerOutcome.StoredBefore;
        if ((answer.SubmissionId ?? GivenAnswerView.NoSubmission) != request.Replaces)
            return ChangeAnswerOutcome.ChangedMeanwhile;

        var (revisionId, brain) = await brains.OfAsync(db, session, cancellationToken);
        request.MustFit(brain);
        var composed = await ComposedAnswer.ComposeAsync(request, session.Language, brain, interpreter, cancellationToken);
        var now = time.GetUtcNow();
        await db.TakeOverAsync(session, revisionId, now, cancellationToken);
        Telemetry.Decide(session, () => session.ChangeAnswer(composed, brain, now));
        await spoken.ConfirmAsync(request, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return ChangeAnswerOutcome.Stored;
    }

    // Not its id alone decides: after the browser's Back button the same form may bring other words, which must not vanish in silence.
    private async Task<bool> StoredBeforeAsync(ChangeAnswer request, Session session, Message answer, CancellationToken cancellationToken)
    {
        var replaced = await db.ReplacedAnswers
            .AsNoTracking()
            .SingleOrDefaultAsync(replaced => replaced.SessionId == request.SessionId && replaced.SubmissionId == request.SubmissionId, cancellationToken);
        var broughtFor = session.Messages.FirstOrDefault(message => message.SubmissionId == request.SubmissionId)?.QuestionId ?? replaced?.QuestionId;
        if (broughtFor is not null && broughtFor != request.QuestionId)
            throw request.Stale();
        return (answer.Input is { } input && request.SaysTheSameAs(input))
            || (replaced?.Input is { } earlier && request.SaysTheSameAs(earlier));
    }
}
