using System.Text;
using AgentBrain.Domain.Accounts;
using FluentValidation;

namespace AgentBrain.Application.Accounts;

/// <summary>Which passwords may be chosen: long ones of any characters that nobody would try first.</summary>
public static class PasswordRules
{
    // What a password has to hold beside what everybody would try: names, common words, repetitions, runs like "abcd" and "qwerty".
    private const int FewestOwnCharacters = 8;
    private const string Rows = "qwertyuiopasdfghjklzxcvbnm";

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
        if (Common.Value.Contains(lower) || OwnCharacters(WithoutCommonWord(Unrepeated(lower))) < FewestOwnCharacters)
            return "This password is one of those that are tried first. Choose another one.";
        return OwnCharacters(WithoutNames(lower, email)) < FewestOwnCharacters ? "Do not make the password of your e-mail address or the name of this product." : null;
    }

    internal static IRuleBuilderOptionsConditions<T, string?> KeepsPasswordRules<T>(this IRuleBuilder<T, string?> password) =>
        password.Custom((value, context) =>
        {
            if (Problem(value, null) is { } problem)
                context.AddFailure(problem);
        });

    private static string WithoutNames(string lower, string? email)
    {
        var address = email?.Normalize().ToLowerInvariant() ?? "";
        string[] names = [address, .. address.Split('@'), .. ProductNames];
        return names.Where(name => name.Length > 2).Aggregate(lower, (text, name) => text.Replace(name, "", StringComparison.Ordinal));
    }

    /// <summary>A text without the common word that it is made of, whatever figures and signs stand around it.</summary>
    private static string WithoutCommonWord(string lower)
    {
        var first = lower.AsSpan().IndexOfAnyInRange('a', 'z');
        if (first < 0)
            return lower;
        var last = lower.AsSpan().LastIndexOfAnyInRange('a', 'z');
        return Common.Value.Contains(lower[first..(last + 1)]) ? lower[..first] + lower[(last + 1)..] : lower;
    }

    /// <summary>What a text repeats from its beginning to its end; the text itself where it does not.</summary>
    private static string Unrepeated(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            if (text.AsSpan(length).SequenceEqual(text.AsSpan(0, text.Length - length)))
                return text[..length];
        }
        return text;
    }

    /// <summary>How many characters do not simply go on where those before them lead: the same again, the next or the one before, a neighbour on the keyboard.</summary>
    private static int OwnCharacters(string text) =>
        Enumerable.Range(0, text.Length).Count(i => i < 2 || Step(text[i - 2], text[i - 1]) is not { } step || Step(text[i - 1], text[i]) != step);

    private static (bool OnKeyboard, int By)? Step(char from, char to)
    {
        if (Math.Abs(to - from) <= 1)
            return (false, to - from);
        var (left, right) = (Rows.IndexOf(from, StringComparison.Ordinal), Rows.IndexOf(to, StringComparison.Ordinal));
        return left >= 0 && right >= 0 && Math.Abs(right - left) == 1 ? (true, right - left) : null;
    }

    // What is no character, like half of a surrogate pair, cannot be composed, and nobody types it.
    internal static bool IsWellFormed(string text) =>
        text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar && (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is < 0xFDD0 or > 0xFDEF);

    private static HashSet<string> ReadCommon()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("CommonPasswords.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
