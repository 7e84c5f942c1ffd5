using AgentBrain.Domain.Brain;
using FluentValidation;

namespace AgentBrain.Application.Common;

/// <summary>Rules that several requests share.</summary>
internal static class ValidationRules
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>The text has to be one of <see cref="Languages"/>.</summary>
    public static IRuleBuilderOptions<T, string?> MustBeSupported<T>(this IRuleBuilder<T, string?> language) => language
        .Must(Languages.IsSupported).WithErrorCode("LanguageMissing").WithMessage($"Choose one of the languages {string.Join(", ", Languages.All)}.");

    /// <summary>How many entries of a list are asked for at once: 1 to <paramref name="most"/>.</summary>
    public static IRuleBuilderOptions<T, int> LimitsList<T>(this IRuleBuilder<T, int> limit, int most) => limit
        .InclusiveBetween(1, most).WithMessage($"Ask for 1 to {most} entries.");

    /// <summary>How many entries of a list are left out before the first.</summary>
    public static IRuleBuilderOptions<T, int> BeginsList<T>(this IRuleBuilder<T, int> offset) => offset
        .GreaterThanOrEqualTo(0).WithMessage("Give an offset of 0 or more.");

    /// <summary>A day that limits a period, if it is given.</summary>
    public static IRuleBuilderOptions<T, DateOnly?> LimitsPeriod<T>(this IRuleBuilder<T, DateOnly?> day) => day
        .Must(given => given is null || given >= Earliest).WithMessage("Choose a day after 1999.");
}
