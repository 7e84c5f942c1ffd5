using AgentBrain.Domain.Brain;
using AgentBrain.Domain.Interviews;
using FluentValidation;
using FluentValidation.Results;

namespace AgentBrain.Application.Interviews;

/// <summary>Reads what a slot is set to by hand: options that were picked and a measure in somebody's own words.</summary>
internal static class FactByHand
{
    /// <summary>The correction that options and a measure make together; one without a value when <paramref name="unknown"/>.</summary>
    /// <exception cref="ValidationException">An option is not the slot's, two exclude each other, or the measure cannot be read.</exception>
    public static async Task<SlotCorrection> ReadAsync(
        IReadOnlyList<string> picked,
        string measure,
        bool unknown,
        SlotDefinition slot,
        BrainDocument brain,
        string language,
        IAnswerInterpreter interpreter,
        CancellationToken cancellationToken)
    {
        if (unknown)
            return new SlotCorrection([], null);
        if (picked.Any(key => slot.FindOption(key) is null))
            throw Refused(nameof(CorrectFact.Options), "OptionUnknown", "Choose only from the options that the slot has.");

        var measured = await MeasureAsync(measure, slot, brain, language, interpreter, cancellationToken);
        var options = picked.Union(measured?.Options.Select(option => option.Key) ?? []).ToList();
        if (options.Any(one => options.Any(other => slot.AreExclusive(one, other))))
            throw Refused(nameof(CorrectFact.Options), "OptionsExclude", "Some of the chosen options cannot be true together.");
        return new SlotCorrection(options, measured?.Measure?.Text);
    }

    // A measure may bring an option with it: eight people are a large group.
    private static async Task<UnderstoodSlot?> MeasureAsync(
        string measure, SlotDefinition slot, BrainDocument brain, string language, IAnswerInterpreter interpreter, CancellationToken cancellationToken)
    {
        if (measure.Length == 0)
            return null;
        var answer = new AnswerToInterpret { Brain = brain, Language = language, Text = measure, AskedSlots = [slot.Key] };
        var understood = await interpreter.InterpretAsync(answer, cancellationToken);
        return understood.Slots.FirstOrDefault(found => found.SlotKey == slot.Key && found.Measure is not null)
            ?? throw Refused(nameof(CorrectFact.Measure), "MeasureUnknown", "Write a number or a range, for example 4-6.");
    }

    private static ValidationException Refused(string field, string code, string message) =>
        new([new ValidationFailure(field, message) { ErrorCode = code }]);
}
