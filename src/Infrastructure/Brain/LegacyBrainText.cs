using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBrain.Infrastructure.Brain;

/// <summary>Documents of the service that Agent Brain replaces.</summary>
internal static class LegacyBrainText
{
    private const string Cyrillic = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
    private static readonly string[] _latin = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".Split(' ');

    /// <summary>The document with options in the place of plain texts: each gets a key, and the text as its label where the key does not say it all.</summary>
    public static YamlNode WithOptions(YamlNode root) => Within(root, "slots", slots => slots is YamlList list
        ? list with { Items = [.. list.Items.Select(slot => Within(slot, "options", WithKeys))] }
        : slots);

    private static YamlNode Within(YamlNode node, string name, Func<YamlNode, YamlNode> change) => node is YamlMembers members
        ? members with { Members = [.. members.Members.Select(member => member.Name == name ? member with { Value = change(member.Value) } : member)] }
        : node;

    private static YamlNode WithKeys(YamlNode options)
    {
        if (options is not YamlList list)
            return options;
        var taken = list.Items.Select(KeyOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return list with { Items = [.. list.Items.Select(item => TextOf(item) is { } text ? Option(item.Line, text, taken) : item)] };
    }

    private static YamlMembers Option(int line, string text, HashSet<string> taken)
    {
        var slug = Slug(text);
        var key = slug;
        for (var number = 2; !taken.Add(key); number++)
            key = $"{slug}_{number}";
        var members = new List<YamlMember> { new(line, "key", new YamlScalar(line, JsonValue.Create(key))) };
        // Lithuanian is what the other languages fall back to.
        if (key != text)
            members.Add(new YamlMember(line, "label_lt", new YamlScalar(line, JsonValue.Create(text))));
        return new YamlMembers(line, members);
    }

    private static string? KeyOf(YamlNode option) => option is YamlMembers members && members.Find("key") is { } key ? TextOf(key) : null;

    private static string? TextOf(YamlNode node) =>
        node is YamlScalar { Value: { } value } && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var character in text.ToLowerInvariant().Normalize(NormalizationForm.FormC))
        {
            if (Cyrillic.IndexOf(character, StringComparison.Ordinal) is >= 0 and var index)
                slug.Append(_latin[index]);
            else if (character.ToString().Normalize(NormalizationForm.FormD)[0] is var plain && char.IsAsciiLetterOrDigit(plain))
                slug.Append(plain);
            else if (slug.Length > 0 && slug[^1] != '_')
                slug.Append('_');
        }
        var trimmed = slug.ToString().TrimEnd('_');
        return trimmed.Length == 0 ? "option" : trimmed;
    }
}
