using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBrain.Domain.Brain;

/// <summary>How two brains differ in one place.</summary>
public enum ChangeKind
{
    /// <summary>The item or option is only in the later brain.</summary>
    Added,

    /// <summary>The item or option is only in the earlier brain.</summary>
    Removed,

    /// <summary>The member says something else.</summary>
    Changed,

    /// <summary>The slot or option has another place among those that both brains have.</summary>
    Moved,
}

/// <summary>A difference between two brains.</summary>
/// <param name="At">An item, an option (<c>options.soft_steam</c>) or a member of either.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="Before">What stood there: a text as it is, anything else in JSON; a place counted from 1 for <see cref="ChangeKind.Moved"/>; null where nothing stood.</param>
/// <param name="After">What stands there, likewise.</param>
public sealed record BrainChange(BrainAddress At, ChangeKind Kind, string? Before, string? After);

/// <summary>
/// The differences between two brains, field by field. Slots, questions, rules and options are the same when their keys or ids are. The order
/// of slots and options counts; that of questions and rules does not, because the working copy orders them by what they say.
/// </summary>
public static class BrainComparison
{
    private const string Options = "options";
    private const string Condition = "rule_json";

    /// <summary>What has to change for <paramref name="before"/> to say what <paramref name="after"/> says; empty when it does already.</summary>
    /// <returns>In the order of <see cref="BrainSection"/>; in each section what is there now in its order, then what is gone.</returns>
    public static IReadOnlyList<BrainChange> Compare(BrainDocument before, BrainDocument after)
    {
        var changes = new List<BrainChange>();
        Items(changes, BrainSection.Slots, before.Slots, after.Slots, slot => slot.Key, ordered: true);
        Items(changes, BrainSection.Questions, before.Questions, after.Questions, question => question.Id, ordered: false);
        Items(changes, BrainSection.RiskRules, before.RiskRules, after.RiskRules, rule => rule.Id, ordered: false);
        Items(changes, BrainSection.SkipRules, before.SkipRules, after.SkipRules, rule => rule.Id, ordered: false);
        Members(changes, new BrainAddress(BrainSection.Scoring), Node(before.Scoring), Node(after.Scoring));
        Members(changes, new BrainAddress(BrainSection.Modes, BrainItems.QuickMode), Node(before.Modes.Quick), Node(after.Modes.Quick));
        Members(changes, new BrainAddress(BrainSection.Modes, BrainItems.PreciseMode), Node(before.Modes.Precise), Node(after.Modes.Precise));
        Members(changes, new BrainAddress(BrainSection.Report), Report(before.Report), Report(after.Report));
        return changes;
    }

    private static void Items<T>(
        List<BrainChange> changes, BrainSection section, IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> idOf, bool ordered)
        where T : class =>
        Matched(
            changes,
            [.. before.Select(item => (idOf(item), Node(item)))],
            [.. after.Select(item => (idOf(item), Node(item)))],
            id => new BrainAddress(section, id),
            ordered);

    private static void Matched(
        List<BrainChange> changes, List<(string Id, JsonObject Item)> before, List<(string Id, JsonObject Item)> after, Func<string, BrainAddress> addressOf, bool ordered)
    {
        var old = Numbered(before);
        var present = Numbered(after);
        var staying = ordered ? Staying([.. present.Select(one => old.IndexOf(one)).Where(place => place >= 0)]) : [];
        for (var place = 0; place < after.Count; place++)
        {
            var (id, item) = after[place];
            var was = old.IndexOf(present[place]);
            if (was < 0)
            {
                changes.Add(new BrainChange(addressOf(id), ChangeKind.Added, null, Json(item)));
                continue;
            }
            if (ordered && !staying.Contains(was))
                changes.Add(new BrainChange(addressOf(id), ChangeKind.Moved, Number(was), Number(place)));
            Members(changes, addressOf(id), before[was].Item, item);
        }
        for (var place = 0; place < before.Count; place++)
        {
            if (!present.Contains(old[place]))
                changes.Add(new BrainChange(addressOf(before[place].Id), ChangeKind.Removed, Json(before[place].Item), null));
        }

        static string Number(int place) => (place + 1).ToString(CultureInfo.InvariantCulture);
    }

    // A brain that was read from a text may have an id twice: the first is compared with the first, the second with the second.
    private static List<(string Id, int Occurrence)> Numbered(List<(string Id, JsonObject Item)> items)
    {
        var seen = new Dictionary<string, int>();
        var numbered = new List<(string, int)>();
        foreach (var (id, _) in items)
        {
            var occurrence = seen.GetValueOrDefault(id);
            seen[id] = occurrence + 1;
            numbered.Add((id, occurrence));
        }
        return numbered;
    }

    // As many as can be said to have stayed where they were: one that is taken from the end to the front moves, not all the others.
    private static HashSet<int> Staying(List<int> places)
    {
        var lengths = new int[places.Count];
        var previous = new int[places.Count];
        var last = -1;
        for (var index = 0; index < places.Count; index++)
        {
            (lengths[index], previous[index]) = (1, -1);
            for (var earlier = 0; earlier < index; earlier++)
            {
                if (places[earlier] < places[index] && lengths[earlier] + 1 > lengths[index])
                    (lengths[index], previous[index]) = (lengths[earlier] + 1, earlier);
            }
            if (last < 0 || lengths[index] > lengths[last])
                last = index;
        }
        var staying = new HashSet<int>();
        for (; last >= 0; last = previous[last])
            staying.Add(places[last]);
        return staying;
    }

    private static void Members(List<BrainChange> changes, BrainAddress at, JsonObject before, JsonObject after)
    {
        foreach (var name in after.Concat(before).Select(member => member.Key).Distinct())
        {
            var (was, present) = (before[name], after[name]);
            if (JsonNode.DeepEquals(was, present))
                continue;
            var member = at with { Member = at.Member is null ? name : $"{at.Member}.{name}" };
            if (at is { Section: BrainSection.Slots, Member: null } && name == Options && was is JsonArray oldOptions && present is JsonArray options)
                Matched(changes, Keyed(oldOptions), Keyed(options), key => member with { Member = $"{Options}.{key}" }, ordered: true);
            else if (name != Condition && was is JsonObject oldMembers && present is JsonObject members)
                Members(changes, member, oldMembers, members);
            else
                changes.Add(new BrainChange(member, ChangeKind.Changed, Text(was), Text(present)));
        }
    }

    private static List<(string, JsonObject)> Keyed(JsonArray options) => [.. options.OfType<JsonObject>().Select(option => (option["key"]?.GetValue<string>() ?? "", option))];

    private static JsonObject Report(ReportSection report) => new()
    {
        ["footer"] = Texts(report.Footer),
        ["full"] = Texts(report.Full),
        ["summary"] = Texts(report.Summary),
    };

    private static JsonObject Texts(LocalizedTemplate texts) => new()
    {
        [Languages.Lithuanian] = texts.Lt,
        [Languages.English] = texts.En,
        [Languages.Russian] = texts.Ru,
    };

    private static JsonObject Node(object item) => JsonSerializer.SerializeToNode(item, item.GetType(), BrainDocument.Json)!.AsObject();

    private static string? Text(JsonNode? node) => node is null ? null : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : Json(node);

    private static string Json(JsonNode node) => node.ToJsonString(BrainDocument.Json);
}
