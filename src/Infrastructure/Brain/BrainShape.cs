using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AgentBrain.Application.Brain;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Infrastructure.Brain;

/// <summary>Turns a tree into the JSON form of a brain document and names everything that does not fit its shape, each with its line.</summary>
internal sealed class BrainShape(List<BrainTextProblem> problems)
{
    // An unknown member would otherwise be lost without a word, and an empty one would be missed only in an interview.
    private static readonly JsonSerializerOptions _strict = new(BrainDocument.Json)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,

        // Otherwise there is none until the options have been used once.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Reads a tree.</summary>
    /// <exception cref="BrainTextException">It does not fit, or other problems had been found before.</exception>
    public BrainDocument Read(YamlNode root)
    {
        var json = Fit(root, typeof(BrainDocument), "");
        if (problems.Count == 0)
        {
            try
            {
                return json.Deserialize<BrainDocument>(_strict)!;
            }
            catch (JsonException exception)
            {
                problems.Add(new BrainTextProblem(null, exception.Path, exception.Message));
            }
        }
        throw new BrainTextException([.. problems.OrderBy(problem => problem.Line)]);
    }

    private JsonNode? Fit(YamlNode node, Type type, string path)
    {
        if (type == typeof(Condition))
            return FitCondition(node, path);
        if (type == typeof(LocalizedTemplate))
            return FitConverted(node, type, path);
        var info = _strict.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => FitMembers(node, info, path),
            JsonTypeInfoKind.Enumerable => FitList(node, info.ElementType!, path),
            _ => FitValue(node, Nullable.GetUnderlyingType(type) ?? type, path),
        };
    }

    private JsonObject? FitMembers(YamlNode node, JsonTypeInfo info, string path)
    {
        if (node is not YamlMembers { Members: var members })
        {
            Refuse(node, path, path.Length == 0 ? "A brain document has sections such as 'slots:' and 'questions:'." : $"Members such as '{info.Properties[0].Name}:' belong here.");
            return null;
        }
        var known = info.Properties.Where(property => property.Set is not null).ToDictionary(property => property.Name, StringComparer.Ordinal);
        var fitted = new JsonObject();
        foreach (var member in members)
        {
            var memberPath = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (!known.TryGetValue(member.Name, out var property))
                problems.Add(new BrainTextProblem(member.Line, memberPath, $"There is no member '{member.Name}' here; {Suggestion(member.Name, known.Keys)}"));
            else if (member.Value is not YamlScalar { Value: null })
                fitted[member.Name] = Fit(member.Value, property.PropertyType, memberPath);
            else if (!property.IsSetNullable)
                problems.Add(new BrainTextProblem(member.Line, memberPath, "This is empty; write something, or leave the member out."));
        }
        foreach (var missing in known.Values.Where(property => property.IsRequired && members.All(member => member.Name != property.Name)))
            Refuse(node, path, $"'{missing.Name}' is missing.");
        return fitted;
    }

    private JsonArray? FitList(YamlNode node, Type elementType, string path)
    {
        if (node is not YamlList { Items: var items })
        {
            Refuse(node, path, "A list belongs here.");
            return null;
        }
        var fitted = new JsonArray();
        for (var index = 0; index < items.Count; index++)
        {
            var itemPath = $"{path}[{index}]";
            if (items[index] is YamlScalar { Value: null })
                Refuse(items[index], itemPath, "The item is empty.");
            else
                fitted.Add(Fit(items[index], elementType, itemPath));
        }
        return fitted;
    }

    private JsonNode? FitValue(YamlNode node, Type type, string path)
    {
        if (node is YamlScalar { Value: { } value })
        {
            var kind = value.GetValueKind();
            if (type == typeof(string) && kind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                return Refuse(node, path, $"A text belongs here; put quotation marks around {value.ToJsonString()}.");
            try
            {
                _ = value.Deserialize(type, _strict);
                return value;
            }
            catch (JsonException)
            {
            }
        }
        return Refuse(node, path, Expected(type));
    }

    private static string Expected(Type type) =>
        type == typeof(string) ? "A text belongs here."
        : type == typeof(bool) ? "Write true or false."
        : type == typeof(int) ? "Write a whole number, without quotation marks."
        : type.IsEnum ? $"Write one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}."
        : "Write a number with a decimal point, without quotation marks.";

    // Parts are looked at one by one, so that a problem has the line of its part.
    private JsonNode? FitCondition(YamlNode node, string path)
    {
        if (node is YamlMembers { Members: [{ Name: "all" or "any", Value: YamlList { Items: { Count: > 0 } parts } } joined] })
        {
            var fitted = new JsonArray();
            for (var index = 0; index < parts.Count; index++)
                fitted.Add(FitCondition(parts[index], $"{path}.{joined.Name}[{index}]"));
            return new JsonObject { [joined.Name] = fitted };
        }
        return FitConverted(node, typeof(Condition), path);
    }

    private JsonNode? FitConverted(YamlNode node, Type type, string path)
    {
        var json = Plain(node);
        try
        {
            _ = json.Deserialize(type, _strict);
            return json;
        }
        catch (JsonException exception)
        {
            // Messages of the reader itself, unlike those of the converters, go on with places in a JSON text that nobody has seen.
            return Refuse(node, path, exception.Message.Contains("LineNumber", StringComparison.Ordinal) ? "Write a text, or a text for each of lt, en and ru." : exception.Message);
        }
    }

    private static JsonNode? Plain(YamlNode node) => node switch
    {
        YamlList list => new JsonArray([.. list.Items.Select(Plain)]),
        YamlMembers members => new JsonObject(members.Members.Select(member => KeyValuePair.Create(member.Name, Plain(member.Value)))),
        YamlScalar scalar => scalar.Value?.DeepClone(),
        _ => null,
    };

    private JsonNode? Refuse(YamlNode node, string path, string message)
    {
        problems.Add(new BrainTextProblem(node.Line, path.Length == 0 ? null : path, message));
        return null;
    }

    private static string Suggestion(string name, IEnumerable<string> known)
    {
        var closest = known.MinBy(other => Distance(name, other))!;
        return Distance(name, closest) <= 2 ? $"did you mean '{closest}'?" : $"known are {string.Join(", ", known)}.";
    }

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
