using AgentBrain.Domain.Accounts;
using FluentValidation;

namespace AgentBrain.Application.Accounts;

/// <summary>Rules that several requests about accounts share.</summary>
internal static class AccountRules
{
    /// <summary>Something before and after one @, without white space.</summary>
    public static IRuleBuilderOptions<T, string?> IsEmailAddress<T>(this IRuleBuilder<T, string?> email) => email
        .Matches(@"^\s*[^\s@]+@[^\s@]+\s*$").WithMessage("Enter an e-mail address, for example name@example.org.")
        .MaximumLength(AccountLimits.Name).WithMessage($"Use {AccountLimits.Name} characters or fewer.");

    /// <summary>At least one, and none that does not exist.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<string>> AreRoles<T>(this IRuleBuilder<T, IReadOnlyList<string>> roles) => roles
        .Must(chosen => chosen.Count > 0 && chosen.All(Roles.All.Contains)).WithMessage("Choose at least one role.");
}
