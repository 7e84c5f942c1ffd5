using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBrain.Web.Tests.Api;

/// <summary>Whether a value is what a schema of the API's document says. A part of a schema that it does not know is a fault.</summary>
internal static class SchemaCheck
{
    private static readonly string[] Known =
    [
        "$ref", "type", "description", "properties", "required", "additionalProperties", "items", "enum", "oneOf", "allOf", "minimum", "maximum", "minLength", "maxLength", "format", "default",
    ];

    private static readonly Dictionary<string, Predicate<string>> Formats = new()
    {
        ["uuid"] = text => Guid.TryParseExact(text, "D", out _),
        ["byte"] = text => Base64.IsValid(text),
        ["date-time"] = text => text.EndsWith('Z') && DateTime.TryParse(text, CultureInfo.InvariantCulture, out _),
        ["email"] = text => text.Contains('@', StringComparison.Ordinal),
        ["uri"] = text => Uri.TryCreate(text, UriKind.Absolute, out _),
    };

    public static IEnumerable<string> Faults(JsonNode document, JsonNode schema, JsonNode? value, string at = "$", bool isOpen = false)
    {
        var rules = Resolve(document, schema);
        foreach (var unknown in rules.Select(rule => rule.Key).Except(Known))
            yield return $"{at}: the schema has an unknown {unknown}";
        if (rules["oneOf"] is JsonArray options)
        {
            if (options.Count(option => !Faults(document, option!, value, at).Any()) != 1)
                yield return $"{at}: is not one of the kinds";
            yield break;
        }
        if (rules["allOf"] is JsonArray all)
        {
            foreach (var fault in all.SelectMany(part => Faults(document, part!, value, at, isOpen: true)))
                yield return fault;
            yield break;
        }
        var kind = KindOf(value);
        var kinds = rules["type"] is JsonArray several ? several.Select(one => one!.GetValue<string>()).ToList() : [rules["type"]!.GetValue<string>()];
        if (!kinds.Contains(kind) && !(kind == "integer" && kinds.Contains("number")))
        {
            yield return $"{at}: is {kind}, not {string.Join(" or ", kinds)}";
            yield break;
        }
        if (rules["enum"] is JsonArray values && !values.Any(one => JsonNode.DeepEquals(one, value)))
            yield return $"{at}: is none of {values.ToJsonString()}";
        foreach (var fault in value switch
        {
            JsonObject members => OfObject(document, rules, members, at, isOpen),
            JsonArray elements => elements.SelectMany((element, number) => Faults(document, rules["items"]!, element, $"{at}[{number}]")),
            JsonValue scalar when kind == "string" => OfText(rules, scalar.GetValue<string>(), at),
            JsonValue scalar when kind is "integer" or "number" => OfNumber(rules, decimal.Parse(scalar.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture), at),
            _ => [],
        })
            yield return fault;
    }

    public static JsonObject Resolve(JsonNode document, JsonNode schema) =>
        schema["$ref"]?.GetValue<string>() is { } address ? address.Split('/').Skip(1).Aggregate(document, (node, name) => node[name]!).AsObject() : schema.AsObject();

    private static IEnumerable<string> OfObject(JsonNode document, JsonObject rules, JsonObject members, string at, bool isOpen)
    {
        foreach (var missing in (rules["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>()).Where(name => !members.ContainsKey(name)))
            yield return $"{at}: has no {missing}";
        foreach (var (name, member) in members)
        {
            if ((rules["properties"]?[name] ?? rules["additionalProperties"]) is { } schema)
            {
                foreach (var fault in Faults(document, schema, member, $"{at}.{name}"))
                    yield return fault;
            }
            else if (!isOpen)
            {
                yield return $"{at}: has an unknown {name}";
            }
        }
    }

    private static IEnumerable<string> OfText(JsonObject rules, string text, string at)
    {
        if (rules["maxLength"]?.GetValue<int>() < text.Length || rules["minLength"]?.GetValue<int>() > text.Length)
            yield return $"{at}: has {text.Length} characters";
        if (rules["format"]?.GetValue<string>() is { } format && !Formats[format](text))
            yield return $"{at}: is no {format}";
    }

    private static IEnumerable<string> OfNumber(JsonObject rules, decimal number, string at)
    {
        if (rules["minimum"]?.GetValue<decimal>() > number || rules["maximum"]?.GetValue<decimal>() < number)
            yield return $"{at}: {number} is out of range";
    }

    private static string KindOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}
