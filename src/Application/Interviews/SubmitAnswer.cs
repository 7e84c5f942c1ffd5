using System.Security.Cryptography;
using System.Text.Json;
using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews.Contacts;
using AgentBrain.Application.Interviews.Speech;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>Submits an answer to the current question. Repeating the same submission stores nothing and has the same outcome.</summary>
public sealed record SubmitAnswer : AnswerForm, IRequest<SubmitAnswerResult>, IRespondentRequest
{
    /// <summary>
    /// The name that a program gave to the request, up to <see cref="IdempotencyKey.MaxLength"/> characters; null without one. The outcome is stored
    /// under it together with the answer, and is the same for whoever repeats the request.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>SHA-256 of what it says.</summary>
    internal byte[] Hash() => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { QuestionId, Input }));
}

/// <summary>What became of a submission.</summary>
/// <param name="Outcome">Whether it was stored.</param>
/// <param name="Reply">Where the interview stands then; null unless it is stored.</param>
public sealed record SubmitAnswerResult(SubmitAnswerOutcome Outcome, AnswerReply? Reply = null)
{
    /// <summary>Keys of the slots that it filled or changed; empty unless it was stored now, or before under its idempotency key.</summary>
    public IReadOnlyList<string> SlotsUpdated => Reply?.SlotsUpdated ?? [];
}

/// <summary>What became of a submission.</summary>
public enum SubmitAnswerOutcome
{
    /// <summary>It was stored.</summary>
    Stored,

    /// <summary>It had been stored before.</summary>
    StoredBefore,

    /// <summary>The question is not, or no longer, the current one. Nothing was stored.</summary>
    NotCurrent,

    /// <summary>Another submission brought the same idempotency key. Nothing was stored.</summary>
    KeyReused,

    /// <summary>Another request has been changing the interview for so long that this one gave up. It may be repeated.</summary>
    InFlight,
}

/// <summary>Validates <see cref="SubmitAnswer"/>.</summary>
public sealed class SubmitAnswerValidator : AnswerFormValidator<SubmitAnswer>
{
    /// <summary>Sets the rules.</summary>
    public SubmitAnswerValidator() => RuleFor(request => request.IdempotencyKey)
        .Must(key => key is null || (key.Length is > 0 and <= IdempotencyKey.MaxLength && key.All(character => character is > ' ' and <= '~')))
        .WithMessage($"Use an idempotency key of 1 to {IdempotencyKey.MaxLength} letters, digits and marks without spaces, for example a UUID.");
}

/// <summary>Handles <see cref="SubmitAnswer"/>.</summary>
public sealed class SubmitAnswerHandler(
    IApplicationDbContext db, CompiledBrains brains, IAnswerInterpreter interpreter, SpokenWords spoken, SessionDoor door, ContactBook contacts, TimeProvider time)
    : IRequestHandler<SubmitAnswer, SubmitAnswerResult>
{
    /// <summary>How long a submission waits for another one that is being stored, each time it tries.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task<SubmitAnswerResult> Handle(SubmitAnswer request, CancellationToken cancellationToken)
    {
        var result = await db.UntilStoredAsync(() => SubmitAsync(request, cancellationToken));
        if (result.Reply is null)
            return result;
        // The legacy service took contact details before the end, and wrote texts that may mention them.
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        var mask = contacts.MaskOf(session, visible: false);
        return !mask.HidesDetails || await door.IsHolderAsync(session, cancellationToken) ? result : result with { Reply = mask.In(result.Reply) };
    }

    private async Task<SubmitAnswerResult> SubmitAsync(SubmitAnswer request, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        // Not before the session is loaded: else a twin stored in between would be taken for an answer without a key.
        if (await RepliedBeforeAsync(request, cancellationToken) is { } replied)
            return replied;
        var waits = session.CompletedAt is null && Waits(session, request.QuestionId);
        if (!waits && !session.State.AskedQuestionIds.Contains(request.QuestionId))
            return new SubmitAnswerResult(SubmitAnswerOutcome.NotCurrent);
        var (revisionId, brain) = await brains.OfAsync(db, session, cancellationToken);
        if (!waits)
        {
            if (!await IsAnsweredBeforeAsync(request, session.Language, brain, cancellationToken))
                return new SubmitAnswerResult(SubmitAnswerOutcome.NotCurrent);
            var standing = AnswerReply.Of(session, [], brain);
            // From now on the key stands for this reply, whatever happens next.
            Keep(request, standing, time.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            return new SubmitAnswerResult(SubmitAnswerOutcome.StoredBefore, standing);
        }

        request.MustFit(brain);
        var composed = await ComposedAnswer.ComposeAsync(request, session.Language, brain, interpreter, cancellationToken);
        var now = time.GetUtcNow();
        await db.TakeOverAsync(session, revisionId, now, cancellationToken, request.QuestionId);
        var reply = AnswerReply.Of(session, Telemetry.Decide(session, () => session.Answer(composed, brain, now)), brain);
        Keep(request, reply, now);
        await spoken.ConfirmAsync(request, now, cancellationToken);
        using var patience = new CancellationTokenSource(Patience, time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await db.SaveChangesAsync(giveUp.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // Whoever looks at the interview next is to see what is stored, not what was to be.
            db.ChangeTracker.Clear();
            return new SubmitAnswerResult(SubmitAnswerOutcome.InFlight);
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
        return new SubmitAnswerResult(SubmitAnswerOutcome.Stored, reply);
    }

    // The legacy service sometimes put several questions at once: whichever is answered first is the one that waits.
    private static bool Waits(Session session, string questionId) => session.RevisionId is null
        ? session.State.NextQuestions.Any(question => question.Id == questionId)
        : session.CurrentQuestion?.Id == questionId;

    private void Keep(SubmitAnswer request, AnswerReply reply, DateTimeOffset now)
    {
        if (request.IdempotencyKey is { } key)
            db.IdempotencyKeys.Add(IdempotencyKey.Keep(request.SessionId, key, request.Hash(), reply, now));
    }

    private async Task<SubmitAnswerResult?> RepliedBeforeAsync(SubmitAnswer request, CancellationToken cancellationToken)
    {
        if (request.IdempotencyKey is null)
            return null;
        var kept = await db.IdempotencyKeys
            .AsNoTracking()
            .SingleOrDefaultAsync(kept => kept.SessionId == request.SessionId && kept.Key == request.IdempotencyKey, cancellationToken);
        return kept is null ? null
            : kept.IsOf(request.Hash()) ? new SubmitAnswerResult(SubmitAnswerOutcome.StoredBefore, kept.Reply)
            : new SubmitAnswerResult(SubmitAnswerOutcome.KeyReused);
    }

    private async Task<bool> IsAnsweredBeforeAsync(SubmitAnswer request, string language, CompiledBrain brain, CancellationToken cancellationToken)
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
            : stored is not null && CleanText.Lines(stored.Content) == ComposedAnswer.TextOf(request.Input, language, brain);
        return same || await ReplacedSinceAsync(request, cancellationToken);
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
