using AgentBrain.Domain.Brain;
using FluentValidation;

namespace AgentBrain.Application.Brain;

/// <summary>What a condition has to keep to besides mentioning only what exists, which every edit is held to.</summary>
internal static class ConditionRules
{
    /// <summary>A condition within <see cref="ConditionLimits"/> whose groups and lists of texts are not empty.</summary>
    public static IRuleBuilderOptions<T, Condition> SoundCondition<T>(this IRuleBuilder<T, Condition> rule) => rule
        .NotNull().WithMessage("Say when the rule applies.")
        .Must(condition => condition is null || ConditionLimits.DepthOf(condition) <= ConditionLimits.Depth)
        .WithMessage($"Nest at most {ConditionLimits.Depth} groups in one another.")
        .Must(condition => condition is null || condition.Leaves.Count() <= ConditionLimits.Leaves)
        .WithMessage($"Use at most {ConditionLimits.Leaves} conditions in one rule.")
        .Must(condition => condition is null || !HasEmptyGroup(condition))
        .WithMessage("Put at least one condition into every group, or remove the group.")
        .ForEachLeaf();

    /// <summary>The texts that a single condition compares with.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<string>> ConditionValues<T>(this IRuleBuilder<T, IReadOnlyList<string>> rule) => rule
        .NotEmpty().WithMessage("Choose at least one answer to compare with.")
        .Must(values => values is null || values.Count <= ConditionLimits.Values)
        .WithMessage($"Compare with at most {ConditionLimits.Values} answers at once.")
        .Must(values => values is null || values.All(IsSound))
        .WithMessage($"Write answers of 1 to {ConditionLimits.ValueLength} characters, on one line.");

    private static IRuleBuilderOptions<T, Condition> ForEachLeaf<T>(this IRuleBuilder<T, Condition> rule) => rule
        .Must(condition => condition is null || condition.Leaves.All(leaf => leaf.Values.Count > 0))
        .WithMessage("Choose at least one answer in every condition.")
        .Must(condition => condition is null || condition.Leaves.All(leaf => leaf.Values.Count <= ConditionLimits.Values))
        .WithMessage($"Compare with at most {ConditionLimits.Values} answers in one condition.")
        .Must(condition => condition is null || condition.Leaves.All(leaf => leaf.Values.All(IsSound)))
        .WithMessage($"Write answers of 1 to {ConditionLimits.ValueLength} characters, on one line.");

    // An empty text is part of every text.
    private static bool IsSound(string value) => value.Length is > 0 and <= ConditionLimits.ValueLength && !value.Any(char.IsControl);

    private static bool HasEmptyGroup(Condition condition) => condition switch
    {
        AllOf all => all.Parts.Count == 0 || all.Parts.Any(HasEmptyGroup),
        AnyOf any => any.Parts.Count == 0 || any.Parts.Any(HasEmptyGroup),
        _ => false,
    };
}
