using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBrain.Domain.Brain;

namespace AgentBrain.Infrastructure.Brain;

/// <summary>
/// Writes brain documents for people to read: texts without quotation marks where that says the same, several lines as a block, short lists in
/// one line and long ones with a line for each item. One document has one form, whatever it was read from.
/// </summary>
internal sealed class BrainYamlWriter
{
    private const int Indentation = 2;
    private const int Width = 140;

    // Lists that few options have; writing them empty for all would bury those that are not.
    private static readonly HashSet<string> _leftOutWhenEmpty = ["synonyms", "when_asked", "when_denied", "excludes", "lt", "en", "ru"];

    private static readonly HashSet<string> _reserved = new(StringComparer.OrdinalIgnoreCase) { "y", "n", "yes", "no", "true", "false", "on", "off", "null", "nan", "inf" };

    private static readonly SearchValues<char> _listMarks = SearchValues.Create(",[]{}:");

    private readonly StringBuilder _text = new();

    public string Write(BrainDocument document)
    {
        var root = JsonSerializer.SerializeToNode(document, BrainDocument.Json)!.AsObject();
        foreach (var (name, section) in root)
        {
            if (_text.Length > 0)
                _text.Append('\n');
            WriteMember(name, section!, 0, spaced: name == "slots");
        }
        return _text.ToString();
    }

    private void WriteMembers(JsonObject members, int indent)
    {
        foreach (var (name, value) in members)
        {
            if (!IsLeftOut(name, value!))
                WriteMember(name, value!, indent, spaced: false);
        }
    }

    private void WriteMember(string name, JsonNode value, int indent, bool spaced)
    {
        _text.Append(' ', indent).Append(name).Append(':');
        switch (value)
        {
            case JsonObject members when HasSome(members):
                _text.Append('\n');
                WriteMembers(members, indent + Indentation);
                break;
            case JsonObject:
                _text.Append(" {}\n");
                break;
            case JsonArray items when InOneLine(items, indent + name.Length + 2) is { } line:
                _text.Append(' ').Append(line).Append('\n');
                break;
            case JsonArray items:
                _text.Append('\n');
                WriteItems(items, indent + Indentation, spaced);
                break;
            default:
                WriteValue(value.AsValue(), indent);
                break;
        }
    }

    private void WriteItems(JsonArray items, int indent, bool spaced)
    {
        for (var index = 0; index < items.Count; index++)
        {
            if (spaced && index > 0)
                _text.Append('\n');
            var start = _text.Length;
            switch (items[index])
            {
                case JsonObject members:
                    WriteMembers(members, indent + Indentation);
                    // The first member stands in the line of the dash.
                    _text[start + indent] = '-';
                    break;
                case var item:
                    _text.Append(' ', indent).Append('-');
                    WriteValue(item!.AsValue(), indent);
                    break;
            }
        }
    }

    private void WriteValue(JsonValue value, int indent)
    {
        if (value.GetValueKind() != JsonValueKind.String)
            _text.Append(' ').Append(value.ToJsonString()).Append('\n');
        else if (value.GetValue<string>() is var text && IsBlock(text))
            WriteBlock(text, indent + Indentation);
        else
            _text.Append(' ').Append(Quoted(text, inList: false)).Append('\n');
    }

    private void WriteBlock(string text, int indent)
    {
        var ends = text.EndsWith('\n');
        _text.Append(" |");
        if (text[0] is ' ' or '\n')
            _text.Append(Indentation);
        if (!ends)
            _text.Append('-');
        _text.Append('\n');
        foreach (var line in (ends ? text[..^1] : text).Split('\n'))
        {
            if (line.Length > 0)
                _text.Append(' ', indent).Append(line);
            _text.Append('\n');
        }
    }

    private static bool HasSome(JsonObject members) => members.Any(member => !IsLeftOut(member.Key, member.Value!));

    private static bool IsLeftOut(string name, JsonNode value) => _leftOutWhenEmpty.Contains(name) && value switch
    {
        JsonArray items => items.Count == 0,
        JsonObject members => !HasSome(members),
        _ => false,
    };

    private static string? InOneLine(JsonArray items, int column)
    {
        if (items.Any(item => item is not JsonValue))
            return null;
        var line = $"[{string.Join(", ", items.Select(item => Quoted(item!.GetValue<string>(), inList: true)))}]";
        return column + line.Length <= Width ? line : null;
    }

    // A block cannot end in several line breaks here, because blank lines stand between parts, and some editors take away what is not seen.
    private static bool IsBlock(string text)
    {
        var body = text.EndsWith('\n') ? text[..^1] : text;
        return text.Contains('\n', StringComparison.Ordinal)
            && body.Length > 0
            && !body.EndsWith('\n')
            && !body.Split('\n').Any(line => line.StartsWith('\t') || line.EndsWith(' ') || line.EndsWith('\t'))
            && text.EnumerateRunes().All(character => character.Value is '\n' or '\t' || IsVisible(character) || IsJoiner(character));
    }

    private static string Quoted(string text, bool inList) => IsPlain(text, inList) ? text : $"\"{string.Concat(Characters(text).Select(Escaped))}\"";

    private static bool IsPlain(string text, bool inList) =>
        text.Length > 0
        && (char.IsLetter(text[0]) || text[0] == '_')
        && text[^1] is not ' ' and not ':'
        && !_reserved.Contains(text)
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !(inList && text.AsSpan().ContainsAny(_listMarks))
        && text.EnumerateRunes().All(character => character.Value == ' ' || (IsVisible(character) && !Rune.IsWhiteSpace(character)));

    private static bool IsVisible(Rune character) => character != Rune.ReplacementChar && Rune.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    // They shape what stands around them, in emoji for example, and long texts would be unreadable with quotation marks; only the byte order mark is lost.
    private static bool IsJoiner(Rune character) => Rune.GetUnicodeCategory(character) == UnicodeCategory.Format && character.Value != '\uFEFF';

    // Halves of characters stay what they are: runes would turn them into replacement characters.
    private static IEnumerable<string> Characters(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                yield return text.Substring(index++, 2);
            else
                yield return text[index].ToString();
        }
    }

    private static string Escaped(string character) => character switch
    {
        "\"" => "\\\"",
        "\\" => "\\\\",
        "\n" => "\\n",
        "\r" => "\\r",
        "\t" => "\\t",
        [var half] when char.IsSurrogate(half) => $"\\u{(int)half:X4}",
        [var single] when !IsVisible(new Rune(single)) => $"\\u{(int)single:X4}",
        _ => character,
    };
}
