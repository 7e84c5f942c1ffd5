using System.Text.Json;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin.Conditions;

/// <summary>Conditions as experts write them.</summary>
public static class ConditionJson
{
    private static readonly JsonSerializerOptions Indented = new(BrainDocument.Json) { WriteIndented = true };

    /// <summary>A condition as JSON on several lines.</summary>
    public static string Write(Condition condition) => JsonSerializer.Serialize(condition, Indented);

    /// <summary>Reads a condition.</summary>
    /// <param name="json">The text.</param>
    /// <param name="problem">What is wrong with it and where; null when a condition is returned.</param>
    public static Condition? Read(string json, out string? problem)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, "", out problem);
        }
        catch (JsonException exception)
        {
            problem = $"This is no JSON: line {exception.LineNumber + 1}, character {exception.BytePositionInLine + 1}.";
            return null;
        }
    }

    /// <summary>What a problem of a part is called in JSON: its place, such as <c>all[1].any[0]</c>.</summary>
    public static string Place(ConditionNode node, string path)
    {
        var place = "";
        foreach (var index in path.Split('.').Skip(1).Select(int.Parse))
        {
            place += $"{(place.Length > 0 ? "." : "")}{ConditionForm.KindName(node.Kind)}[{index}]";
            node = node.Parts[index];
        }
        return place;
    }

    // The reader of conditions knows what is wrong; the innermost part that it refuses is where.
    private static Condition? Read(JsonElement element, string place, out string? problem)
    {
        try
        {
            problem = null;
            return element.Deserialize<Condition>(BrainDocument.Json);
        }
        catch (JsonException exception)
        {
            foreach (var name in new[] { "all", "any" })
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var parts) || parts.ValueKind != JsonValueKind.Array)
                    continue;
                for (var index = 0; index < parts.GetArrayLength(); index++)
                {
                    if (Read(parts[index], $"{place}{(place.Length > 0 ? "." : "")}{name}[{index}]", out problem) is null)
                        return null;
                }
            }
            problem = $"{(place.Length > 0 ? $"At {place}: " : "")}{exception.Message}";
            return null;
        }
    }
}
