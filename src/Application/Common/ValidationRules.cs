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

    /// <summary>A day that limits a period, if it is given.</summary>
    public static IRuleBuilderOptions<T, DateOnly?> LimitsPeriod<T>(this IRuleBuilder<T, DateOnly?> day) => day
        .Must(given => given is null || given >= Earliest).WithMessage("Choose a day after 1999.");
}
