using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Web.Areas.Admin.Conditions;

/// <summary>
/// The one place where a condition becomes fields of a form and fields become a condition. The part at path <c>0.1</c> has the fields
/// <c>Condition.0.1.kind</c> and so on; the whole is at path <c>0</c>. Any condition that is stored comes back from its form as it was, in the
/// same order.
/// </summary>
public static class ConditionForm
{
    /// <summary>Path of the whole condition.</summary>
    public const string Root = "0";

    // Deeper than JSON that is read can be.
    private const int MostDepth = 40;

    /// <summary>Name of a field of the part at <paramref name="path"/>.</summary>
    public static string Name(string path, string field) => $"Condition.{path}.{field}";

    /// <summary>Id of a field of the part at <paramref name="path"/>.</summary>
    public static string Id(string path, string field) => $"condition-{path.Replace('.', '-')}-{field}";

    /// <summary>Path of a part of the group at <paramref name="path"/>.</summary>
    public static string Child(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}.{index}");

    /// <summary>How the texts that a comparison may be made with are asked for.</summary>
    /// <param name="node">The comparison.</param>
    /// <param name="slots">The slots of the brain.</param>
    public static ConditionChoices Choices(ConditionNode node, IReadOnlyList<SlotDefinition> slots)
    {
        var slot = Find(slots, node.Slot);
        var options = slot?.Options ?? [];
        var typed = TakesText(slot) && node.Slot.Length > 0;
        var others = node.Values.Where(value => options.All(option => option.Key != value) && !(typed && IsLine(value))).Distinct();
        return new ConditionChoices(
            [.. options.Select(option => new ConditionChoice(Encode(option.Key), option.Label.In(Languages.English) is { Length: > 0 } label ? label : option.Key, option.Key, node.Values.Contains(option.Key)))],
            [.. others.Select(value => new ConditionChoice(Encode(value), value, value, true))],
            typed ? string.Join('\n', node.Values.Where(IsLine)) : null,
            [.. node.Values.Select(Encode)]);
    }

    /// <summary>Every field of the form with its values, as a browser would post them.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Fields(ConditionNode node, IReadOnlyList<SlotDefinition> slots, string path = Root)
    {
        yield return new(Name(path, "kind"), KindName(node.Kind));
        if (node.IsGroup)
        {
            for (var index = 0; index < node.Parts.Length; index++)
            {
                foreach (var field in Fields(node.Parts[index], slots, Child(path, index)))
                    yield return field;
            }
            yield break;
        }
        yield return new(Name(path, "slot"), node.Slot);
        yield return new(Name(path, "of"), node.Slot);
        yield return new(Name(path, "operator"), node.Operator);
        var choices = Choices(node, slots);
        if (choices.KeepsOrder)
        {
            foreach (var value in choices.Stored)
                yield return new(Name(path, "was"), value);
        }
        foreach (var choice in choices.Options.Concat(choices.Others).Where(choice => choice.Chosen))
            yield return new(Name(path, "value"), choice.Value);
        if (choices.Text is { } text)
            yield return new(Name(path, "text"), text.ReplaceLineEndings("\r\n"));
    }

    /// <summary>The condition that a form holds. Missing fields make unfinished parts; what is not known stays, for <see cref="ConditionProblems"/> to name it.</summary>
    /// <param name="form">The posted fields.</param>
    /// <param name="slots">The slots of the brain.</param>
    public static ConditionNode Read(IFormCollection form, IReadOnlyList<SlotDefinition> slots) => Read(form, slots, Root, 0);

    /// <summary>Name of a kind in forms.</summary>
    public static string KindName(NodeKind kind) => kind switch
    {
        NodeKind.All => "all",
        NodeKind.Any => "any",
        _ => "slot",
    };

    private static ConditionNode Read(IFormCollection form, IReadOnlyList<SlotDefinition> slots, string path, int depth)
    {
        var kind = form[Name(path, "kind")].ToString() switch
        {
            "all" => NodeKind.All,
            "any" => NodeKind.Any,
            _ => NodeKind.Slot,
        };
        if (kind == NodeKind.Slot)
            return ReadSlot(form, slots, path);
        var parts = ImmutableArray.CreateBuilder<ConditionNode>();
        while (depth < MostDepth && form.ContainsKey(Name(Child(path, parts.Count), "kind")))
            parts.Add(Read(form, slots, Child(path, parts.Count), depth + 1));
        return new ConditionNode { Kind = kind, Parts = parts.ToImmutable() };
    }

    private static ConditionNode ReadSlot(IFormCollection form, IReadOnlyList<SlotDefinition> slots, string path)
    {
        var slot = form[Name(path, "slot")].ToString();

        // The answers of another slot mean nothing for this one; what was typed may.
        var sameSlot = form[Name(path, "of")].ToString() == slot;
        var typed = TakesText(Find(slots, slot))
            ? form[Name(path, "text")].ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(IsLine)
            : [];
        var chosen = (sameSlot ? form[Name(path, "value")].Select(value => Decode(value ?? "")) : []).Concat(typed).ToList();
        var was = form[Name(path, "was")].Select(value => Decode(value ?? "")).Where(chosen.Contains).ToList();
        return new ConditionNode
        {
            Slot = slot,
            Operator = form[Name(path, "operator")].ToString(),
            Values = was.Count == 0 ? [.. chosen] : [.. was, .. chosen.Where(value => !was.Contains(value))],
        };
    }

    private static SlotDefinition? Find(IReadOnlyList<SlotDefinition> slots, string key) => slots.FirstOrDefault(slot => slot.Key == key);

    // An unknown slot is one without options: what it was compared with is shown, so that it is not lost when another slot is chosen.
    private static bool TakesText(SlotDefinition? slot) => slot is null || slot.Options.Count == 0;

    private static bool IsLine(string value) => value.Length > 0 && value.Trim() == value && !value.Any(char.IsControl);

    // Browsers change line ends in what they send back.
    private static string Encode(string value) => value.StartsWith('"') || value.Any(char.IsControl) ? JsonSerializer.Serialize(value) : value;

    private static string Decode(string value)
    {
        if (!value.StartsWith('"'))
            return value;
        try
        {
            return JsonSerializer.Deserialize<string>(value) ?? value;
        }
        catch (JsonException)
        {
            return value;
        }
    }
}

/// <summary>How the texts of a comparison are asked for.</summary>
/// <param name="Options">The options of the slot.</param>
/// <param name="Others">Texts that are stored although they are no options of the slot.</param>
/// <param name="Text">Texts that were typed, one on a line; null where none can be.</param>
/// <param name="Stored">All texts in their order.</param>
public sealed record ConditionChoices(IReadOnlyList<ConditionChoice> Options, IReadOnlyList<ConditionChoice> Others, string? Text, IReadOnlyList<string> Stored)
{
    /// <summary>Whether the order has to be sent along, because boxes that are ticked come in theirs.</summary>
    public bool KeepsOrder => Options.Count + Others.Count > 0;
}

/// <summary>A text to tick.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Key">The text itself.</param>
/// <param name="Chosen">Whether it is ticked.</param>
public sealed record ConditionChoice(string Value, string Label, string Key, bool Chosen);
