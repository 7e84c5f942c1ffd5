using AgentBrain.Application.Accounts;
using AgentBrain.Application.Common;
using AgentBrain.Application.Interviews;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using MediatR;

namespace AgentBrain.Application.Brain;

/// <summary>What the newest revision understands of an answer that nobody gave. Nothing is stored.</summary>
[RequiresPermission(Permission.ReadBrain)]
public sealed record InterpretAnswer : IRequest<InterpretedAnswer>
{
    /// <summary>Language of the answer; see <see cref="Languages"/>.</summary>
    public required string? Language { get; init; }

    /// <summary>The answer, 1 to <see cref="TextLimits.Answer"/> characters.</summary>
    public required string Text
    {
        get;
        init => field = CleanText.Lines(value);
    }

    /// <summary>Keys of the slots that the question is about.</summary>
    public IReadOnlyList<string> Slots { get; init; } = [];
}

/// <summary>What was understood.</summary>
/// <param name="Slots">What the answer says of each slot, by key; of slots that the question is not about, too.</param>
public sealed record InterpretedAnswer(IReadOnlyDictionary<string, SlotValue> Slots);

/// <summary>Validates <see cref="InterpretAnswer"/>.</summary>
public sealed class InterpretAnswerValidator : AbstractValidator<InterpretAnswer>
{
    /// <summary>Sets the rules.</summary>
    public InterpretAnswerValidator()
    {
        RuleFor(request => request.Language).MustBeSupported();
        RuleFor(request => request.Text)
            .NotEmpty().WithMessage("Give an answer.")
            .MaximumLength(TextLimits.Answer).WithMessage($"Use {TextLimits.Answer} characters at most.");
    }
}

/// <summary>Handles <see cref="InterpretAnswer"/>.</summary>
public sealed class InterpretAnswerHandler(IApplicationDbContext db, CompiledBrains brains, IAnswerInterpreter interpreter)
    : IRequestHandler<InterpretAnswer, InterpretedAnswer>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">No brain is published.</exception>
    /// <exception cref="ValidationException">There is no such slot.</exception>
    public async Task<InterpretedAnswer> Handle(InterpretAnswer request, CancellationToken cancellationToken)
    {
        var (_, brain) = await brains.NewestAsync(db, cancellationToken) ?? throw new NotFoundException();
        UnknownNames.MustBeNone(nameof(request.Slots), "slot", request.Slots.Where(key => brain.FindSlot(key) is null));
        var understanding = await interpreter.InterpretAsync(
            new AnswerToInterpret { Brain = brain.Document, Language = request.Language!, Text = request.Text, AskedSlots = request.Slots },
            cancellationToken);
        return new InterpretedAnswer(understanding.Slots
            .Select(said => (Slot: brain.FindSlot(said.SlotKey)!, Said: SlotStatements.Of(said, questionId: "", request.Text)))
            .Select(item => (item.Slot.Key, Value: SlotValue.Empty.Merge(item.Slot, item.Said, questionId: "")))
            .Where(item => item.Value.HasValue)
            .ToDictionary(item => item.Key, item => item.Value));
    }
}
