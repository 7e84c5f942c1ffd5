using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>Submits an answer to the current question. Repeating the same submission stores nothing and has the same outcome.</summary>
public sealed record SubmitAnswer : AnswerForm, IRequest<SubmitAnswerResult>, IRespondentRequest;

/// <summary>What became of a submission.</summary>
/// <param name="Outcome">Whether it was stored.</param>
/// <param name="SlotsUpdated">Keys of the slots that it filled or changed; empty unless <see cref="SubmitAnswerOutcome.Stored"/>.</param>
public sealed record SubmitAnswerResult(SubmitAnswerOutcome Outcome, IReadOnlyList<string> SlotsUpdated);

/// <summary>What became of a submission.</summary>
public enum SubmitAnswerOutcome
{
    /// <summary>It was stored.</summary>
    Stored,

    /// <summary>It had been stored before.</summary>
    StoredBefore,

    /// <summary>The question is not, or no longer, the current one. Nothing was stored.</summary>
    NotCurrent,
}

/// <summary>Validates <see cref="SubmitAnswer"/>.</summary>
public sealed class SubmitAnswerValidator : AnswerFormValidator<SubmitAnswer>;

/// <summary>Handles <see cref="SubmitAnswer"/>.</summary>
public sealed class SubmitAnswerHandler(IApplicationDbContext db, CompiledBrains brains, IAnswerInterpreter interpreter, TimeProvider time)
    : IRequestHandler<SubmitAnswer, SubmitAnswerResult>
{
    /// <inheritdoc/>
    public Task<SubmitAnswerResult> Handle(SubmitAnswer request, CancellationToken cancellationToken) =>
        db.UntilStoredAsync(() => SubmitAsync(request, cancellationToken));

    private async Task<SubmitAnswerResult> SubmitAsync(SubmitAnswer request, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        if (!session.State.AskedQuestionIds.Contains(request.QuestionId))
            return new SubmitAnswerResult(SubmitAnswerOutcome.NotCurrent, []);
        var brain = await brains.GetAsync(db, session.RevisionId!.Value, cancellationToken);
        if (session.CompletedAt is not null || session.CurrentQuestion?.Id != request.QuestionId)
            return await AnsweredBeforeAsync(request, session.Language, brain, cancellationToken);

        request.MustFit(brain);
        var composed = await ComposedAnswer.ComposeAsync(request, session.Language, brain, interpreter, cancellationToken);
        var updated = session.Answer(composed, brain, time.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await db.Messages.AnyAsync(message => message.SessionId == request.SessionId && message.SubmissionId == request.SubmissionId
                && message.QuestionId != request.QuestionId, cancellationToken))
            {
                throw request.Stale();
            }
            throw;
        }
        return new SubmitAnswerResult(SubmitAnswerOutcome.Stored, updated);
    }

    private async Task<SubmitAnswerResult> AnsweredBeforeAsync(SubmitAnswer request, string language, CompiledBrain brain, CancellationToken cancellationToken)
    {
        // Not its id decides: after the browser's Back button the same form may bring other words, which must not vanish in silence.
        var stored = await db.Messages
            .AsNoTracking()
            .Where(message => message.SessionId == request.SessionId && message.Role == Message.UserRole && message.QuestionId == request.QuestionId)
            .OrderByDescending(message => message.Sequence)
            .FirstOrDefaultAsync(cancellationToken);
        // What the respondent did is compared, not the text made of it: its labels are in the language of that time.
        var same = stored?.Input is { } input
            ? request.SaysTheSameAs(input)
            : stored?.Content == ComposedAnswer.TextOf(request.Input, language, brain);
        same = same || await ReplacedSinceAsync(request, cancellationToken);
        return new SubmitAnswerResult(same ? SubmitAnswerOutcome.StoredBefore : SubmitAnswerOutcome.NotCurrent, []);
    }

    // This submission was stored, and the answer was changed afterwards.
    private async Task<bool> ReplacedSinceAsync(SubmitAnswer request, CancellationToken cancellationToken)
    {
        var replaced = await db.ReplacedAnswers
            .AsNoTracking()
            .SingleOrDefaultAsync(
                replaced => replaced.SessionId == request.SessionId && replaced.SubmissionId == request.SubmissionId && replaced.QuestionId == request.QuestionId,
                cancellationToken);
        return replaced?.Input is { } input && request.SaysTheSameAs(input);
    }
}
