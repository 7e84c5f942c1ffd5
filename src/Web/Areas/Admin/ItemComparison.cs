using System.Globalization;
using System.Text.Json.Nodes;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin;

/// <summary>A member in which two versions of an item differ.</summary>
/// <param name="Member">Its path, for example <c>options.soft_steam.label_ru</c>.</param>
/// <param name="Name">The path in words.</param>
/// <param name="Theirs">What it says in one version; null when it says nothing.</param>
/// <param name="Yours">What it says in the other; null when it says nothing.</param>
/// <param name="IsPartial">Whether only what is in one of two long lists is told, not what is in both.</param>
public sealed record ItemDifference(string Member, string Name, string? Theirs, string? Yours, bool IsPartial);

/// <summary>Compares two versions of an item of a brain, field by field.</summary>
public static class ItemComparison
{
    private const string Condition = "rule_json";

    // Of lists that are longer nobody finds the difference by looking.
    private const int ShortList = 8;

    /// <summary>The members in which they differ, in the order of the item.</summary>
    public static IReadOnlyList<ItemDifference> Of(object theirs, object yours) =>
        OfNodes(JsonNode.Parse(BrainItems.Json(theirs)), JsonNode.Parse(BrainItems.Json(yours)));

    /// <summary>The members in which two items differ that are JSON already.</summary>
    public static IReadOnlyList<ItemDifference> OfNodes(JsonNode? theirs, JsonNode? yours)
    {
        var one = Members(theirs);
        var other = Members(yours);
        return
        [
            .. one.Keys.Union(other.Keys)
                .Select(member => (Member: member, Theirs: one.GetValueOrDefault(member, []), Yours: other.GetValueOrDefault(member, [])))
                .Where(pair => !pair.Theirs.SequenceEqual(pair.Yours))
                .Select(pair => Difference(pair.Member, pair.Theirs, pair.Yours)),
        ];
    }

    /// <summary>A path in words: <c>options.soft_steam.label_ru</c> is "Options, soft_steam, label (Russian)"; <c>rule_json.all.1</c> is "Condition 2", as forms number it.</summary>
    public static string Name(string member)
    {
        if (member == Condition || member.StartsWith(Condition + ".", StringComparison.Ordinal))
            return $"Condition {string.Join('.', ConditionIndexes(member).Select(index => index + 1))}".TrimEnd();
        var parts = member.Split('.').Select((part, index) => member.StartsWith("options.", StringComparison.Ordinal) && index == 1 ? part : Words(part)).ToList();
        return char.ToUpper(parts[0][0], CultureInfo.InvariantCulture) + string.Join(", ", parts)[1..];
    }

    /// <summary>The places of a part of a condition in the groups around it, from the outermost: 1 and 0 for <c>rule_json.all.1.any.0</c>.</summary>
    public static IEnumerable<int> ConditionIndexes(string member) => member.Split('.').Skip(1)
        .Where(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .Select(part => int.Parse(part, CultureInfo.InvariantCulture));

    /// <summary>What a language is called.</summary>
    public static string Language(string code) => code switch
    {
        Languages.Lithuanian => "Lithuanian",
        Languages.English => "English",
        Languages.Russian => "Russian",
        _ => code,
    };

    private static ItemDifference Difference(string member, IReadOnlyList<string> theirs, IReadOnlyList<string> yours)
    {
        var partial = theirs.Count > ShortList && yours.Count > ShortList && !theirs.ToHashSet().SetEquals(yours);
        return partial
            ? new ItemDifference(member, Name(member), Text(theirs.Except(yours)), Text(yours.Except(theirs)), true)
            : new ItemDifference(member, Name(member), Text(theirs), Text(yours), false);

        static string? Text(IEnumerable<string> values) => string.Join('\n', values) is { Length: > 0 } text ? text : null;
    }

    /// <summary>What each member of an item says, by its path and in the order of the item; of a list a line for each entry.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Members(object item) => Members(JsonNode.Parse(BrainItems.Json(item)));

    private static Dictionary<string, IReadOnlyList<string>> Members(JsonNode? item)
    {
        var members = new Dictionary<string, IReadOnlyList<string>>();
        Add("", item);
        return members;

        void Add(string path, JsonNode? node)
        {
            switch (node)
            {
                // A condition is one thing; its parts mean nothing on their own.
                case JsonObject when path == Condition:
                    members[path] = [node.ToJsonString(BrainDocument.Json)];
                    break;
                case JsonObject parts:
                    foreach (var (name, part) in parts)
                        Add(path.Length > 0 ? $"{path}.{name}" : name, part);
                    break;
                case JsonArray list when list.Any(part => part is JsonObject):
                    members[path] = [.. list.Select((part, index) => Key(part) ?? $"{index + 1}")];
                    foreach (var part in list)
                        Add($"{path}.{Key(part)}", part);
                    foreach (var part in list)
                        members.Remove($"{path}.{Key(part)}.key");
                    break;
                case JsonArray list:
                    members[path] = [.. list.Select(Text)];
                    break;
                case not null:
                    members[path] = [Text(node)];
                    break;
            }
        }

        static string? Key(JsonNode? part) => (part as JsonObject)?["key"]?.GetValue<string>() ?? (part as JsonObject)?["id"]?.GetValue<string>();

        static string Text(JsonNode? node) => node?.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.True => "yes",
            System.Text.Json.JsonValueKind.False => "no",
            System.Text.Json.JsonValueKind.String => node.GetValue<string>(),
            _ => node?.ToJsonString() ?? "",
        };
    }

    private static string Words(string part)
    {
        foreach (var language in Languages.All)
        {
            if (part == language)
                return Language(language);
            if (part.EndsWith($"_{language}", StringComparison.Ordinal))
                return $"{Words(part[..^3])} ({Language(language)})";
        }
        return part.Replace('_', ' ');
    }
}
