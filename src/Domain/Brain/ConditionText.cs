using System.Text;

namespace AgentBrain.Domain.Brain;

/// <summary>
/// Reads conditions back in words, in English: "Purpose has Rental or Business, and Infrastructure has neither Sewer nor Septic tank". Slots and
/// options are called by their labels, by their keys where they have none; a text that is no option stands in quotation marks.
/// </summary>
public static class ConditionText
{
    /// <summary>The condition in words, without a full stop. Parentheses stand only where "and" and "or" meet.</summary>
    /// <param name="condition">The condition; also one that could not be saved, for example with empty lists or unknown slots.</param>
    /// <param name="slots">The slots of the brain.</param>
    public static string Of(Condition condition, IReadOnlyList<SlotDefinition> slots)
    {
        var text = new StringBuilder();
        Write(text, condition, slots, inside: null);
        return text.ToString();
    }

    /// <summary>When a skip rule leaves its questions out, in words, without a full stop.</summary>
    /// <param name="rule">The rule; also one of an unknown condition type.</param>
    /// <param name="slots">The slots of the brain.</param>
    public static string Of(SkipRuleDefinition rule, IReadOnlyList<SlotDefinition> slots) =>
        ConditionJsonConverter.OperatorNamed(rule.ConditionType) is { } comparison
            ? Of(new SlotCondition(rule.ConditionSlot, comparison, rule.ConditionValues), slots)
            : $"{SlotName(rule.ConditionSlot, slots)} compares by the unknown “{rule.ConditionType}” with {Joined(Names(rule.ConditionSlot, rule.ConditionValues, slots), "or")}";

    /// <summary>What a slot is called: its English label, else one in another language, else its key in quotation marks.</summary>
    /// <param name="key">The slot's key.</param>
    /// <param name="slots">The slots of the brain.</param>
    public static string SlotName(string key, IReadOnlyList<SlotDefinition> slots) =>
        Label(slots.FirstOrDefault(slot => slot.Key == key)?.Label) ?? Quoted(key);

    /// <summary>What an option is called: its English label, else one in another language, else its key; a text that is no option stands in quotation marks.</summary>
    /// <param name="slot">The slot's key.</param>
    /// <param name="text">The text of a condition. Case does not matter.</param>
    /// <param name="slots">The slots of the brain.</param>
    public static string OptionName(string slot, string text, IReadOnlyList<SlotDefinition> slots)
    {
        var lowered = text?.ToLowerInvariant();
        var option = slots.FirstOrDefault(each => each.Key == slot)?.Options.FirstOrDefault(each => each.Key?.ToLowerInvariant() == lowered);
        return option is null || string.IsNullOrEmpty(text) ? Quoted(text) : Label(option.Label) ?? text;
    }

    private static void Write(StringBuilder text, Condition? condition, IReadOnlyList<SlotDefinition> slots, string? inside)
    {
        switch (condition)
        {
            case SlotCondition leaf:
                text.Append(Of(leaf, slots));
                break;
            case AllOf { Parts.Count: > 0 } all:
                WriteParts(all.Parts, "and");
                break;
            case AnyOf { Parts.Count: > 0 } any:
                WriteParts(any.Parts, "or");
                break;
            case AllOf:
                text.Append("nothing is asked for (always true)");
                break;
            default:
                text.Append("there is nothing to choose from (never true)");
                break;
        }

        void WriteParts(IReadOnlyList<Condition> parts, string word)
        {
            var enclosed = parts.Count > 1 && inside is not null && inside != word;
            if (enclosed)
                text.Append('(');
            for (var index = 0; index < parts.Count; index++)
            {
                if (index > 0)
                    text.Append(", ").Append(word).Append(' ');
                Write(text, parts[index], slots, parts.Count > 1 ? word : inside);
            }
            if (enclosed)
                text.Append(')');
        }
    }

    private static string Of(SlotCondition leaf, IReadOnlyList<SlotDefinition> slots)
    {
        var slot = SlotName(leaf.Slot, slots);
        var names = Names(leaf.Slot, leaf.Values, slots);
        return leaf.Operator switch
        {
            ConditionOperator.ContainsAny when names.Count == 0 => $"{slot} has one of no options (never true)",
            ConditionOperator.ContainsAny => $"{slot} has {Joined(names, "or")}",
            ConditionOperator.NotContainsAny when names.Count == 0 => $"{slot} has none of no options (always true)",
            ConditionOperator.NotContainsAny when names.Count == 1 => $"{slot} does not have {names[0]}",
            ConditionOperator.NotContainsAny when names.Count == 2 => $"{slot} has neither {names[0]} nor {names[1]}",
            ConditionOperator.NotContainsAny => $"{slot} has none of {Joined(names, "and")}",
            ConditionOperator.EqualsAny when names.Count == 0 => $"{slot} is exactly one of no options (never true)",
            ConditionOperator.EqualsAny => $"{slot} is exactly {Joined(names, "or")}",
            ConditionOperator.NotEqualsAny when names.Count == 0 => $"{slot} is not exactly one of no options (always true)",
            ConditionOperator.NotEqualsAny => $"{slot} is not exactly {Joined(names, "or")}",
            _ => $"{slot} compares in an unknown way with {Joined(names, "or")}",
        };
    }

    private static List<string> Names(string slot, IReadOnlyList<string>? values, IReadOnlyList<SlotDefinition> slots) =>
        [.. (values ?? []).Select(value => OptionName(slot, value, slots))];

    private static string Joined(List<string> names, string word) => names.Count switch
    {
        0 => "nothing",
        1 => names[0],
        _ => $"{string.Join(", ", names[..^1])} {word} {names[^1]}",
    };

    // A label with a comma or a conjunction of its own would run into the sentence around it.
    private static string? Label(LocalizedText? label)
    {
        var text = label?.In(Languages.English);
        if (string.IsNullOrEmpty(text))
            return null;
        return text.Contains(',', StringComparison.Ordinal) || text.Split(' ').Any(word => word is "and" or "or" or "nor") ? Quoted(text) : text;
    }

    private static string Quoted(string? text) => $"“{text}”";
}
