using System.Globalization;
using System.Text;
using AgentBrain.Domain.Accounts;
using FluentValidation;

namespace AgentBrain.Application.Accounts;

/// <summary>Rules that several requests about accounts share.</summary>
internal static class AccountRules
{
    /// <summary>Something before and after one @, without white space and characters that nobody sees.</summary>
    public static IRuleBuilderOptions<T, string?> IsEmailAddress<T>(this IRuleBuilder<T, string?> email) => email
        .Matches(@"^\s*[^\s@]+@[^\s@]+\s*$").WithMessage("Enter an e-mail address, for example name@example.org.")
        .Must(address => address is null || IsPlain(address.Trim())).WithMessage("Enter an e-mail address of letters, digits and signs that can be seen.")
        .MaximumLength(AccountLimits.Name).WithMessage($"Use {AccountLimits.Name} characters or fewer.");

    /// <summary>Whether a text has only characters that people see: no control characters, none that turn the direction, no halves of others.</summary>
    public static bool IsPlain(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));

    /// <summary>At least one, and none that does not exist.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<string>> AreRoles<T>(this IRuleBuilder<T, IReadOnlyList<string>> roles) => roles
        .Must(chosen => chosen.Count > 0 && chosen.All(Roles.All.Contains)).WithMessage("Choose at least one role.");
}
