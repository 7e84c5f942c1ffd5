using AgentBrain.Domain.Brain;
using FluentValidation;

namespace AgentBrain.Application.Common;

/// <summary>Rules that several requests share.</summary>
internal static class ValidationRules
{
    /// <summary>The text has to be one of <see cref="Languages"/>.</summary>
    public static IRuleBuilderOptions<T, string> MustBeSupported<T>(this IRuleBuilder<T, string> language) => language
        .Must(Languages.IsSupported).WithErrorCode("LanguageMissing").WithMessage($"Choose one of the languages {string.Join(", ", Languages.All)}.");
}
