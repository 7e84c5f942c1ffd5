using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Interviews;

/// <summary>
/// Sets a slot by hand; what the answers say of it no longer counts. The flags and what still needs asking follow. Repeating it changes nothing.
/// </summary>
public sealed record CorrectFact : IRequest<InterviewStage>, IRespondentRequest
{
    /// <summary>Longest measure, in characters.</summary>
    public const int LongestMeasure = 100;

    /// <inheritdoc/>
    public required Guid SessionId { get; init; }

    /// <summary>Key of the slot.</summary>
    public required string SlotKey { get; init; }

    /// <summary>Keys of the picked options.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>A measure as the respondent writes it, up to <see cref="LongestMeasure"/> characters; may be empty.</summary>
    public string Measure
    {
        get;
        init => field = CleanText.Line(value);
    } = "";

    /// <summary>The respondent says that they do not know; options and measure do not count then.</summary>
    public bool Unknown { get; init; }

    /// <summary>The respondent takes back what they set by hand, so that their answers speak again; nothing else counts then.</summary>
    public bool Restore { get; init; }
}

/// <summary>Validates <see cref="CorrectFact"/>.</summary>
public sealed class CorrectFactValidator : AbstractValidator<CorrectFact>
{
    /// <summary>Sets the rules.</summary>
    public CorrectFactValidator()
    {
        RuleFor(request => request.Options)
            .NotEmpty().When(request => !request.Unknown && !request.Restore && request.Measure.Length == 0, ApplyConditionTo.CurrentValidator)
            .WithErrorCode("FactEmpty").WithMessage("Choose an option, or say that you do not know.");
        RuleFor(request => request.Measure)
            .MaximumLength(CorrectFact.LongestMeasure).WithErrorCode("MeasureTooLong").WithMessage($"Use {CorrectFact.LongestMeasure} characters at most.");
    }
}

/// <summary>Handles <see cref="CorrectFact"/>.</summary>
public sealed class CorrectFactHandler(IApplicationDbContext db, CompiledBrains brains, IAnswerInterpreter interpreter, TimeProvider time)
    : IRequestHandler<CorrectFact, InterviewStage>
{
    /// <inheritdoc/>
    /// <returns>Where the interview stands now; <see cref="InterviewStage.Finished"/> says that nothing was changed.</returns>
    /// <exception cref="NotFoundException">There is no such slot.</exception>
    /// <exception cref="ValidationException">An option is not the slot's, two exclude each other, or the measure cannot be read.</exception>
    public Task<InterviewStage> Handle(CorrectFact request, CancellationToken cancellationToken) => db.UntilStoredAsync(async () =>
    {
        var session = await db.SessionWithMessagesAsync(request.SessionId, cancellationToken);
        var (revisionId, brain) = await brains.OfAsync(db, session, cancellationToken);
        var slot = brain.FindSlot(request.SlotKey) ?? throw new NotFoundException();
        if (session.Stage == InterviewStage.Finished)
            return session.Stage;

        var correction = request.Restore ? null : await FactByHand.ReadAsync(
            request.Options, request.Measure, request.Unknown, slot, brain.Document, session.Language, interpreter, cancellationToken);
        if (IsSet(session, slot, correction))
            return session.Stage;
        var now = time.GetUtcNow();
        await db.TakeOverAsync(session, revisionId, now, cancellationToken);
        Telemetry.Decide(session, () => session.Correct(slot.Key, correction, brain, now));
        await db.SaveChangesAsync(cancellationToken);
        return session.Stage;
    });

    private static bool IsSet(Session session, SlotDefinition slot, SlotCorrection? correction)
    {
        var present = session.State.Corrections.GetValueOrDefault(slot.Key);
        return correction is null ? present is null : present is not null && present.ValueFor(slot).Value == correction.ValueFor(slot).Value;
    }
}
