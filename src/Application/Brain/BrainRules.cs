using FluentValidation;

namespace AgentBrain.Application.Brain;

/// <summary>Rules that the items of a brain share.</summary>
internal static class BrainRules
{
    // Generous: the longest question of the shipped pack has some 200 characters, its longest template some 6,000.
    private const int TextLength = 2000;

    /// <summary>A key or id: 1 to <paramref name="length"/> letters, digits, underscores and hyphens, so that it can stand in addresses and files.</summary>
    public static IRuleBuilderOptions<T, string> BrainKey<T>(this IRuleBuilder<T, string> rule, int length) => rule
        .NotEmpty().WithMessage("Give an id.")
        .MaximumLength(length).WithMessage($"The id may have at most {length} characters.")
        .Matches("^[A-Za-z0-9_-]*$").WithMessage("Use letters a to z, digits, _ and - only.");

    /// <summary>A text of the interface of an interview.</summary>
    public static IRuleBuilderOptions<T, string?> BrainText<T>(this IRuleBuilder<T, string?> rule, int length = TextLength) => rule
        .MaximumLength(length).WithMessage($"The text may have at most {length} characters.");
}
