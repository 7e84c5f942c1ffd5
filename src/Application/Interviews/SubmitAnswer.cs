using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Interviews;

/// <summary>Submits an answer to the current question. Repeating the same submission stores nothing and has the same outcome.</summary>
public sealed record SubmitAnswer : IRequest<SubmitAnswerResult>, IRespondentRequest
{
    /// <inheritdoc/>
    public required Guid SessionId { get; init; }

    /// <summary>Id of the question that is answered.</summary>
    public required string QuestionId { get; init; }

    /// <summary>The form or request.</summary>
    public required Guid SubmissionId { get; init; }

    /// <summary>What the respondent wrote, up to <see cref="TextLimits.Answer"/> characters; may be empty with choices or when declined.</summary>
    public string Answer
    {
        get;
        init => field = CleanText.Lines(value);
    } = "";

    /// <summary>Options picked from those that the question offers.</summary>
    public IReadOnlyList<ChosenOption> Choices { get; init; } = [];

    /// <summary>The respondent says that they do not know.</summary>
    public bool Declined { get; init; }
}

/// <summary>An option picked from those that a question offers.</summary>
/// <param name="SlotKey">Key of the slot.</param>
/// <param name="OptionKey">Key of the option.</param>
public readonly record struct ChosenOption(string SlotKey, string OptionKey);

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
public sealed class SubmitAnswerValidator : AbstractValidator<SubmitAnswer>
{
    /// <summary>Sets the rules.</summary>
    public SubmitAnswerValidator()
    {
        RuleFor(request => request.SubmissionId).NotEmpty().WithErrorCode("FormStale").WithMessage("Load the page again and send the form once more.");
        RuleFor(request => request.QuestionId).NotEmpty().WithErrorCode("FormStale").WithMessage("Load the page again and send the form once more.");
        RuleFor(request => request.Answer)
            .NotEmpty().When(request => !request.Declined && request.Choices.Count == 0, ApplyConditionTo.CurrentValidator)
            .WithErrorCode("AnswerEmpty").WithMessage("Write an answer, choose an option, or say that you do not know.")
            .MaximumLength(TextLimits.Answer).WithErrorCode("AnswerTooLong").WithMessage($"Use {TextLimits.Answer} characters at most.");
    }
}

/// <summary>Handles <see cref="SubmitAnswer"/>.</summary>
public sealed class SubmitAnswerHandler(IApplicationDbContext db, CompiledBrains brains, IAnswerInterpreter interpreter, TimeProvider time)
    : IRequestHandler<SubmitAnswer, SubmitAnswerResult>
{
    /// <inheritdoc/>
    public async Task<SubmitAnswerResult> Handle(SubmitAnswer request, CancellationToken cancellationToken)
    {
        var session = (await db.Sessions.FindAsync([request.SessionId], cancellationToken))!;
        if (!session.State.AskedQuestionIds.Contains(request.QuestionId))
            return new SubmitAnswerResult(SubmitAnswerOutcome.NotCurrent, []);
        var brain = await brains.GetAsync(db, session.RevisionId!.Value, cancellationToken);
        if (session.CompletedAt is not null || session.CurrentQuestion?.Id != request.QuestionId)
            return await AnsweredBeforeAsync(request, session.Language, brain, cancellationToken);

        if (request.Choices.Any(choice => !Offers(choice)))
            throw new ValidationException([new ValidationFailure(nameof(request.Choices), "Choose only from the options that the question offers.") { ErrorCode = "OptionUnknown" }]);

        var composed = await ComposedAnswer.ComposeAsync(request, session.Language, brain, interpreter, cancellationToken);
        var answer = new SubmittedAnswer(request.QuestionId, composed.Text, composed.Understanding, request.SubmissionId);
        var updated = session.Answer(answer, brain, time.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return new SubmitAnswerResult(SubmitAnswerOutcome.Stored, updated);
        }
        catch (DbUpdateException)
        {
            // Another answer was first, or this one was stored although its confirmation got lost.
            db.ChangeTracker.Clear();
            if (await AnswerAsync(request, cancellationToken) is not null)
                return await AnsweredBeforeAsync(request, session.Language, brain, cancellationToken);
            if (await db.Messages.AnyAsync(message => message.SessionId == request.SessionId && message.SubmissionId == request.SubmissionId, cancellationToken))
                throw new ValidationException([new ValidationFailure(nameof(request.SubmissionId), "Load the page again and send the form once more.") { ErrorCode = "FormStale" }]);
            throw;
        }

        bool Offers(ChosenOption choice) =>
            brain.FindQuestion(request.QuestionId)?.SlotCoverage.Contains(choice.SlotKey) == true
            && brain.FindSlot(choice.SlotKey)?.FindOption(choice.OptionKey) is not null;
    }

    private async Task<SubmitAnswerResult> AnsweredBeforeAsync(SubmitAnswer request, string language, CompiledBrain brain, CancellationToken cancellationToken)
    {
        // Not its id decides: after the browser's Back button the same form may bring other words, which must not vanish in silence.
        var stored = await AnswerAsync(request, cancellationToken);
        var same = stored?.Content == ComposedAnswer.TextOf(request, language, brain);
        return new SubmitAnswerResult(same ? SubmitAnswerOutcome.StoredBefore : SubmitAnswerOutcome.NotCurrent, []);
    }

    private Task<Message?> AnswerAsync(SubmitAnswer request, CancellationToken cancellationToken) => db.Messages
        .AsNoTracking()
        .Where(message => message.SessionId == request.SessionId && message.Role == Message.UserRole && message.QuestionId == request.QuestionId)
        .OrderByDescending(message => message.Sequence)
        .FirstOrDefaultAsync(cancellationToken);
}
