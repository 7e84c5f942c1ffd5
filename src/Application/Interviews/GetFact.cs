using AgentBrain.Application.Brain;
using AgentBrain.Application.Common;
using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using MediatR;

namespace AgentBrain.Application.Interviews;

/// <summary>What is known of one slot and what it can be set to.</summary>
/// <param name="SessionId">The interview.</param>
/// <param name="SlotKey">Key of the slot.</param>
public sealed record GetFact(Guid SessionId, string SlotKey) : IRequest<FactChoiceView>, IRespondentRequest;

/// <summary>What is known of one slot and what it can be set to.</summary>
public sealed record FactChoiceView
{
    /// <summary>What the respondent is to do next.</summary>
    public required InterviewStage Stage { get; init; }

    /// <summary>See <see cref="Languages"/>.</summary>
    public required string Language { get; init; }

    /// <summary>What was understood.</summary>
    public required FactView Fact { get; init; }

    /// <summary>The slot's options.</summary>
    public required IReadOnlyList<OptionView> Options { get; init; }

    /// <summary>Keys of the options that hold.</summary>
    public required IReadOnlyList<string> Chosen { get; init; }

    /// <summary>What the slot measures; null when it has no measures.</summary>
    public required MeasureUnit? Unit { get; init; }

    /// <summary>The measure as one would type it, without its unit; null when none is known.</summary>
    public required string? Measure { get; init; }
}

/// <summary>Handles <see cref="GetFact"/>.</summary>
public sealed class GetFactHandler(IApplicationDbContext db, CompiledBrains brains) : IRequestHandler<GetFact, FactChoiceView>
{
    /// <inheritdoc/>
    /// <exception cref="NotFoundException">There is no such slot.</exception>
    public async Task<FactChoiceView> Handle(GetFact request, CancellationToken cancellationToken)
    {
        var session = await db.SessionAsync(request.SessionId, cancellationToken);
        var brain = await brains.ToReadAsync(db, session, cancellationToken);
        var slot = brain.FindSlot(request.SlotKey) ?? throw new NotFoundException();
        var value = session.State.Slots.GetValueOrDefault(slot.Key) ?? SlotValue.Empty;
        return new FactChoiceView
        {
            Stage = session.Stage,
            Language = session.Language,
            Fact = GetFactsHandler.Fact(slot, value, session),
            Options = [.. slot.Options.Select(option => new OptionView(option.Key, option.Label.In(session.Language)))],
            Chosen = [.. value.Parts.Where(part => slot.FindOption(part) is not null)],
            Unit = slot.Measure,
            Measure = value.Parts.Where(part => slot.FindOption(part) is null).Select(MeasureText.WithoutUnit).FirstOrDefault(),
        };
    }
}
