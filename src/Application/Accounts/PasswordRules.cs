using AgentBrain.Domain.Accounts;
using FluentValidation;

namespace AgentBrain.Application.Accounts;

/// <summary>Which passwords may be chosen: long ones of any characters that nobody would try first.</summary>
public static class PasswordRules
{
    // What a password has to hold beside names that everybody knows.
    private const int OwnCharacters = 8;

    private static readonly string[] ProductNames = ["agent brain", "agent-brain", "agent_brain", "agentbrain"];
    private static readonly Lazy<HashSet<string>> Common = new(ReadCommon);

    /// <summary>What is wrong with a password, and what to do about it.</summary>
    /// <param name="password">As typed. Its length is counted in characters as people see them in most scripts: code points of the composed form (NFC).</param>
    /// <param name="email">Of whom it is; null when that is not known yet.</param>
    /// <returns>A sentence in English; null when nothing is wrong.</returns>
    public static string? Problem(string? password, string? email)
    {
        if (string.IsNullOrEmpty(password))
            return "Enter a password.";
        if (!IsWellFormed(password))
            return "The password contains characters that are no text. Choose another one.";
        var composed = password.Normalize();
        var length = composed.EnumerateRunes().Count();
        if (length < AccountLimits.ShortestPassword)
            return $"Use {AccountLimits.ShortestPassword} characters or more. A few words that do not belong together are good.";
        if (length > AccountLimits.LongestPassword)
            return $"Use {AccountLimits.LongestPassword} characters or fewer.";
        var lower = composed.ToLowerInvariant();
        if (lower.EnumerateRunes().Distinct().Count() == 1)
            return "Do not repeat one character. Choose another password.";
        if (Common.Value.Contains(lower))
            return "This password is one of those that are tried first. Choose another one.";
        return IsMadeOfNames(lower, email) ? "Do not make the password of your e-mail address or the name of this product." : null;
    }

    internal static IRuleBuilderOptionsConditions<T, string?> KeepsPasswordRules<T>(this IRuleBuilder<T, string?> password) =>
        password.Custom((value, context) =>
        {
            if (Problem(value, null) is { } problem)
                context.AddFailure(problem);
        });

    private static bool IsMadeOfNames(string lower, string? email)
    {
        var address = email?.Normalize().ToLowerInvariant() ?? "";
        string[] names = [address, .. address.Split('@'), .. ProductNames];
        var rest = names.Where(name => name.Length > 2).Aggregate(lower, (text, name) => text.Replace(name, "", StringComparison.Ordinal));
        return rest.Length < lower.Length && rest.Length < OwnCharacters;
    }

    // Halves of surrogate pairs cannot be composed, and a browser sends none.
    private static bool IsWellFormed(string text) => text.EnumerateRunes().Sum(rune => rune.Utf16SequenceLength) == text.Length
        && !text.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar);

    private static HashSet<string> ReadCommon()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("CommonPasswords.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
