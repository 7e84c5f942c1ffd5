using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentBrain.Domain.Brain;

/// <summary>
/// Reads and writes conditions in the form of <c>brain_risk_rules.rule_json</c>: <c>{"all": […]}</c>, <c>{"any": […]}</c> or
/// <c>{"slot": "…", "contains_any": […]}</c>. Anything else is refused with a <see cref="JsonException"/> that says what was expected.
/// </summary>
public sealed class ConditionJsonConverter : JsonConverter<Condition>
{
    private static readonly Dictionary<string, ConditionOperator> Operators = new(StringComparer.Ordinal)
    {
        ["contains_any"] = ConditionOperator.ContainsAny,
        ["not_contains_any"] = ConditionOperator.NotContainsAny,
        ["eq_any"] = ConditionOperator.EqualsAny,
        ["equals_any"] = ConditionOperator.EqualsAny,
        ["not_equals_any"] = ConditionOperator.NotEqualsAny,
    };

    /// <summary>The operator that a skip rule's <c>condition_type</c> or a condition's member names, or null when there is none of that name.</summary>
    public static ConditionOperator? OperatorNamed(string? name) =>
        name is not null && Operators.TryGetValue(name, out var found) ? found : null;

    /// <summary>The name under which an operator is stored in rules.</summary>
    public static string NameOf(ConditionOperator value) => value switch
    {
        ConditionOperator.ContainsAny => "contains_any",
        ConditionOperator.NotContainsAny => "not_contains_any",
        ConditionOperator.EqualsAny => "eq_any",
        ConditionOperator.NotEqualsAny => "not_equals_any",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Unknown operator."),
    };

    /// <summary>A condition that is null is refused like any other that is none.</summary>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override Condition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Parse(document.RootElement);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Condition value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        switch (value)
        {
            case AllOf all:
                WriteParts("all", all.Parts);
                break;
            case AnyOf any:
                WriteParts("any", any.Parts);
                break;
            case SlotCondition leaf:
                writer.WriteString("slot", leaf.Slot);
                writer.WriteStartArray(NameOf(leaf.Operator));
                foreach (var text in leaf.Values)
                    writer.WriteStringValue(text);
                writer.WriteEndArray();
                break;
        }
        writer.WriteEndObject();

        void WriteParts(string name, IReadOnlyList<Condition> parts)
        {
            writer.WriteStartArray(name);
            foreach (var part in parts)
                Write(writer, part, options);
            writer.WriteEndArray();
        }
    }

    private static Condition Parse(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new JsonException("A condition is an object with 'all', 'any' or 'slot'.");
        if (element.TryGetProperty("all", out var all))
            return new AllOf(Parts(element, all, "all"));
        if (element.TryGetProperty("any", out var any))
            return new AnyOf(Parts(element, any, "any"));
        if (!element.TryGetProperty("slot", out var slot) || slot.ValueKind != JsonValueKind.String)
            throw new JsonException("A condition needs 'all', 'any' or 'slot' with a slot's key.");

        SlotCondition? found = null;
        foreach (var member in element.EnumerateObject().Where(member => member.Name != "slot"))
        {
            var comparison = OperatorNamed(member.Name)
                ?? throw new JsonException($"'{member.Name}' is no operator; use one of {string.Join(", ", Operators.Keys)}.");
            if (found is not null)
                throw new JsonException($"The condition on '{slot.GetString()}' has two operators; join two conditions with 'all'.");
            found = new SlotCondition(slot.GetString()!, comparison, Texts(member.Value));
        }
        return found ?? throw new JsonException($"The condition on '{slot.GetString()}' has no operator.");
    }

    private static List<Condition> Parts(JsonElement owner, JsonElement parts, string name)
    {
        // What stands beside it would be lost without a word.
        if (owner.EnumerateObject().Count() > 1)
            throw new JsonException($"'{name}' stands alone in its object; put every condition into its list.");
        if (parts.ValueKind != JsonValueKind.Array || parts.GetArrayLength() == 0)
            throw new JsonException($"'{name}' needs a list of at least one condition.");
        return [.. parts.EnumerateArray().Select(Parse)];
    }

    private static List<string> Texts(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array || element.EnumerateArray().Any(text => text.ValueKind != JsonValueKind.String))
            throw new JsonException("An operator needs a list of texts.");
        return [.. element.EnumerateArray().Select(text => text.GetString()!)];
    }
}
