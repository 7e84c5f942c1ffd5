using System.Globalization;
using System.Text.Json;

namespace AgentBrain.Web.Tests.Api;

/// <summary>
/// Writes down which names and types a JSON document has, in its order: <c>{id: uuid, tags: [string], note: string or null}</c>. The elements of an array
/// are one shape; the members of an object whose names are data (<c>slots</c>) too, if its name is given.
/// </summary>
internal static class JsonShape
{
    private const string Nothing = "nothing";

    public static string Of(string json, params string[] maps)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement, name: "", maps);
    }

    private static string Of(JsonElement value, string name, string[] maps) => value.ValueKind switch
    {
        JsonValueKind.Object when maps.Contains(name) => $"{{*: {Joined(value.EnumerateObject().Select(member => member.Value), maps)}}}",
        JsonValueKind.Object => $"{{{string.Join(", ", value.EnumerateObject().Select(member => $"{member.Name}: {Of(member.Value, member.Name, maps)}"))}}}",
        JsonValueKind.Array => $"[{Joined(value.EnumerateArray(), maps)}]",
        JsonValueKind.String => OfText(value.GetString()!),
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "bool",
        _ => "null",
    };

    private static string Joined(IEnumerable<JsonElement> values, string[] maps)
    {
        var shapes = values.Select(value => Of(value, name: "", maps)).Distinct().Order(StringComparer.Ordinal).ToList();
        return shapes.Count == 0 ? Nothing : string.Join(" or ", shapes);
    }

    private static string OfText(string text) =>
        Guid.TryParseExact(text, "D", out _) ? "uuid"
        : text.EndsWith('Z') && DateTime.TryParse(text, CultureInfo.InvariantCulture, out _) ? "time"
        : "string";
}
