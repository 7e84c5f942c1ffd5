using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Engine;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using FluentValidation.Results;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace AgentBrain.Application.Brain;

/// <summary>
/// Plays an interview that nobody gives, with the engine and the understanding of real ones, and shows what was decided and why. Nothing is
/// stored: all that was done comes with every request.
/// </summary>
[RequiresPermission(Permission.ReadBrain)]
public sealed record TryBrain : IRequest<TryBrainResult>
{
    /// <summary>Most steps of a trial.</summary>
    public const int MostSteps = 200;

    /// <summary>Number of the revision; null for the working copy.</summary>
    public int? Revision { get; init; }

    /// <summary>Language of the interview; see <see cref="Languages"/>.</summary>
    public string Language { get; init; } = Languages.English;

    /// <summary>What was done before, up to <see cref="MostSteps"/>. What does not fit the brain is left out, with all that follows it.</summary>
    public IReadOnlyList<TrialStep> Steps { get; init; } = [];

    /// <summary>What is done now, after those of <see cref="Steps"/> that fit; null for nothing.</summary>
    public TrialStep? Next { get; init; }
}

/// <summary>Validates <see cref="TryBrain"/>.</summary>
public sealed class TryBrainValidator : AbstractValidator<TryBrain>
{
    /// <summary>Sets the rules.</summary>
    public TryBrainValidator()
    {
        RuleFor(request => request.Language).Must(Languages.IsSupported).WithMessage("Choose one of the languages.");
        RuleFor(request => request.Steps.Count).LessThanOrEqualTo(TryBrain.MostSteps).OverridePropertyName("")
            .WithMessage("This trial has become too long. Begin anew.");
        RuleFor(request => request.Next).Custom((step, context) =>
        {
            switch (step)
            {
                case TrialAnswer { Declined: false, Written: "", Choices.Count: 0 }:
                    context.AddFailure(nameof(TrialAnswer.Written), "Write an answer, choose an option, or say that you do not know.");
                    break;
                case TrialAnswer { Written.Length: > TextLimits.Answer }:
                    context.AddFailure(nameof(TrialAnswer.Written), $"Use {TextLimits.Answer} characters at most.");
                    break;
                case TrialFact { Unknown: false, Restore: false, Options.Count: 0, Measure: "" }:
                    context.AddFailure(nameof(TrialFact.Options), "Choose an option, or say that it is not known.");
                    break;
                case TrialFact { Measure.Length: > CorrectFact.LongestMeasure }:
                    context.AddFailure(nameof(TrialFact.Measure), $"Use {CorrectFact.LongestMeasure} characters at most.");
                    break;
            }
        });
    }
}

/// <summary>Handles <see cref="TryBrain"/>.</summary>
public sealed class TryBrainHandler(IApplicationDbContext db, CompiledBrains brains, IAnswerInterpreter interpreter, TimeProvider time)
    : IRequestHandler<TryBrain, TryBrainResult>
{
    // Decisions are recorded under a number; that of no revision serves the working copy.
    private const int NoRevision = 0;

    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such revision.</exception>
    /// <exception cref="ValidationException">What is done now cannot be done.</exception>
    public async Task<TryBrainResult> Handle(TryBrain request, CancellationToken cancellationToken)
    {
        var revisions = await db.BrainRevisions
            .OrderByDescending(revision => revision.Id)
            .Select(revision => new TrialRevision(revision.Id, revision.Note))
            .ToListAsync(cancellationToken);
        var result = new TryBrainResult(request.Revision, request.Language, revisions, null, null);
        CompiledBrain brain;
        try
        {
            brain = request.Revision is { } number
                ? await brains.GetAsync(db, number, cancellationToken)
                : new CompiledBrain((await WorkingCopy.ReadAsync(db, toChange: false, cancellationToken)).Document);
        }
        catch (ArgumentException exception)
        {
            // A brain that was taken over may hold rules that nothing can be decided by.
            return result with { Problem = exception.Message };
        }
        return result with { Trial = await PlayAsync(request, brain, cancellationToken) };
    }

    private async Task<TrialView> PlayAsync(TryBrain request, CompiledBrain brain, CancellationToken cancellationToken)
    {
        // The same aggregate that real interviews are; it never meets the database.
        var session = Session.Start(new StartedInterview(request.Language, request.Revision ?? NoRevision, [], Guid.Empty), brain, time.GetUtcNow());
        var steps = request.Steps;
        TrialMisfit? misfit = null;
        var applied = 0;
        for (; applied < steps.Count && misfit is null; applied++)
        {
            try
            {
                await TakeAsync(session, steps[applied], brain, cancellationToken);
            }
            catch (ValidationException exception)
            {
                misfit = new TrialMisfit(applied, exception.Errors.First().ErrorMessage);
                break;
            }
        }
        if (request.Next is { } next)
        {
            await TakeAsync(session, next, brain, cancellationToken);
            steps = [.. steps.Take(applied), next];
            (applied, misfit) = (steps.Count, null);
        }
        return new TrialReading(session, brain).View(steps, applied, misfit);
    }

    private async Task TakeAsync(Session session, TrialStep step, CompiledBrain brain, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        switch (step)
        {
            case TrialAnswer answer:
                if (session.CurrentQuestion is not { } current)
                    throw Misfit(nameof(TrialAnswer.Written), $"The interview has ended before {answer.QuestionId} is asked.");
                if (current.Id != answer.QuestionId)
                    throw Misfit(nameof(TrialAnswer.Written), $"{current.Id} is asked where {answer.QuestionId} was answered.");
                ComposedAnswer.MustFit(answer.QuestionId, answer.Choices, brain);
                var input = new AnswerInput(answer.Written, [.. answer.Choices.Distinct()], answer.Declined);
                session.Answer(
                    await ComposedAnswer.ComposeAsync(answer.QuestionId, input, Guid.Empty, session.Language, brain, interpreter, cancellationToken), brain, now);
                break;
            case TrialFact fact:
                var slot = brain.FindSlot(fact.SlotKey) ?? throw Misfit(nameof(TrialFact.SlotKey), $"There is no slot {fact.SlotKey}.");
                var correction = fact.Restore
                    ? null
                    : await FactByHand.ReadAsync(fact.Options, fact.Measure, fact.Unknown, slot, brain.Document, session.Language, interpreter, cancellationToken);
                session.Correct(slot.Key, correction, brain, now);
                break;
        }
    }

    private static ValidationException Misfit(string field, string message) => new([new ValidationFailure(field, message)]);
}
