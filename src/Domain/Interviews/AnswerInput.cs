namespace AgentBrain.Domain.Interviews;

/// <summary>What a respondent did to answer a question, kept as it was so that it can be shown again and changed.</summary>
/// <param name="Written">Their own words, clean, at most <see cref="TextLimits.Answer"/> characters; empty when they wrote none.</param>
/// <param name="Choices">Options that they picked.</param>
/// <param name="Declined">Whether they said by a button that they do not know.</param>
public sealed record AnswerInput(string Written, IReadOnlyList<ChosenOption> Choices, bool Declined)
{
    /// <summary>An answer in words alone.</summary>
    public static AnswerInput InWords(string written) => new(written, [], Declined: false);
}

/// <summary>An option picked from those that a question offers.</summary>
/// <param name="SlotKey">Key of the slot.</param>
/// <param name="OptionKey">Key of the option.</param>
public readonly record struct ChosenOption(string SlotKey, string OptionKey);
