using System.Linq.Expressions;
using AgentBrain.Domain.Brain;
using FluentValidation;

namespace AgentBrain.Application.Brain;

/// <summary>Rules that the items of a brain share.</summary>
internal static class BrainRules
{
    // Generous: the longest question of the shipped pack has some 200 characters, its longest template some 6,000.
    private const int TextLength = 2000;

    // The shipped pack has some 300,000.
    private const int LongestImport = 2_000_000;

    /// <summary>Most decimals of a weight.</summary>
    public const int PointDecimals = 4;

    /// <summary>A key, id or code: 1 to <paramref name="length"/> letters, digits, underscores and hyphens, so that it can stand in addresses and files.</summary>
    public static IRuleBuilderOptions<T, string> BrainKey<T>(this IRuleBuilder<T, string> rule, int length, string name = "id") => rule
        .NotEmpty().WithMessage($"Give {(name == "id" ? "an" : "a")} {name}.")
        .MaximumLength(length).WithMessage($"The {name} may have at most {length} characters.")
        .Matches("^[A-Za-z0-9_-]*$").WithMessage("Use letters a to z, digits, _ and - only.");

    /// <summary>The key or id of an item that has a page of its own. Addresses make no difference between capitals and others.</summary>
    public static IRuleBuilderOptions<T, string> NotTheNewPage<T>(this IRuleBuilder<T, string> rule, string name = "id") => rule
        .Must(id => !string.Equals(id, "new", StringComparison.OrdinalIgnoreCase))
        .WithMessage($"Choose another {name}: the workspace calls what is not yet saved “new”.");

    /// <summary>A text of the interface of an interview.</summary>
    public static IRuleBuilderOptions<T, string?> BrainText<T>(this IRuleBuilder<T, string?> rule, int length = TextLength) => rule
        .MaximumLength(length).WithMessage($"The text may have at most {length} characters.");

    /// <summary>A weight that adds points, or takes them where it is called a penalty.</summary>
    public static IRuleBuilderOptions<T, decimal> Points<T>(this IRuleBuilder<T, decimal> rule) => rule
        .InclusiveBetween(0, BrainLimits.MostPoints).WithMessage($"Give points from 0 to {BrainLimits.MostPoints}.")
        .PrecisionScale(8, PointDecimals, ignoreTrailingZeros: true).WithMessage($"Give at most {PointDecimals} decimals.");

    /// <summary>Weights of the scoring terms: their signs and sizes.</summary>
    public static void SoundWeights<T>(this AbstractValidator<T> validator, Expression<Func<T, ScoringWeights>> weights)
    {
        validator.RuleFor(Of(nameof(ScoringWeights.BasePriority))).Points();
        validator.RuleFor(Of(nameof(ScoringWeights.MissingSlot))).Points();
        validator.RuleFor(Of(nameof(ScoringWeights.RequiredSlotBonus))).Points();
        validator.RuleFor(Of(nameof(ScoringWeights.Risk))).Points();
        validator.RuleFor(Of(nameof(ScoringWeights.RoundFit))).Points();
        validator.RuleFor(Of(nameof(ScoringWeights.AskedPenalty)))
            .InclusiveBetween(-BrainLimits.MostPoints, 0).WithMessage($"Give points from -{BrainLimits.MostPoints} to 0: a question that was asked already loses them.")
            .PrecisionScale(8, PointDecimals, ignoreTrailingZeros: true).WithMessage($"Give at most {PointDecimals} decimals.");

        Expression<Func<T, decimal>> Of(string weight) => Expression.Lambda<Func<T, decimal>>(Expression.Property(weights.Body, weight), weights.Parameters);
    }

    /// <summary>Why something is published: 1 to <see cref="PublishBrainValidator.LongestNote"/> characters, and not only spaces.</summary>
    public static IRuleBuilderOptions<T, string?> PublicationNote<T>(this IRuleBuilder<T, string?> rule) => rule
        .NotEmpty().WithMessage("Say in a few words what changes and why.")
        .MaximumLength(PublishBrainValidator.LongestNote).WithMessage($"The note may have at most {PublishBrainValidator.LongestNote} characters.");

    /// <summary>A text in the import format.</summary>
    public static IRuleBuilderOptions<T, string?> ImportText<T>(this IRuleBuilder<T, string?> rule) => rule
        .NotEmpty().WithMessage("Choose a file, or paste a text.")
        .MaximumLength(LongestImport).WithMessage($"The text may have at most {LongestImport / 1_000_000} million characters.");
}
