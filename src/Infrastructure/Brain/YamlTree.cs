using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentBrain.Application.Brain;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AgentBrain.Infrastructure.Brain;

/// <summary>A part of a YAML text that knows where it stands.</summary>
internal abstract record YamlNode(int Line);

/// <summary>A text, a number, a truth value, or null.</summary>
internal sealed record YamlScalar(int Line, JsonValue? Value) : YamlNode(Line);

internal sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

internal sealed record YamlMembers(int Line, IReadOnlyList<YamlMember> Members) : YamlNode(Line)
{
    public YamlNode? Find(string name) => Members.FirstOrDefault(member => member.Name == name)?.Value;
}

internal sealed record YamlMember(int Line, string Name, YamlNode Value);

/// <summary>
/// Reads the part of YAML that stands for JSON. Anchors, aliases and tags are refused: a short text could unfold into one that fills the memory.
/// </summary>
internal sealed partial class YamlTree
{
    /// <summary>Largest size of a text in bytes of UTF-8.</summary>
    public const int LargestSize = 2 * 1024 * 1024;

    // What JSON readers take by default, so that everything that can be stored can also be read back.
    private const int DeepestNesting = 64;

    private static readonly HashSet<string> _nulls = ["", "~", "null", "Null", "NULL"];
    private static readonly HashSet<string> _truths = ["true", "True", "TRUE"];
    private static readonly HashSet<string> _falsehoods = ["false", "False", "FALSE"];

    private readonly List<BrainTextProblem> _problems;
    private readonly Parser _parser;

    private YamlTree(string text, List<BrainTextProblem> problems) => (_parser, _problems) = (new Parser(new StringReader(text)), problems);

    /// <summary>The one document of a text; null when it is empty. Problems that leave its structure readable are added to <paramref name="problems"/>.</summary>
    /// <exception cref="BrainTextException">It cannot be read.</exception>
    public static YamlNode? Parse(string text, List<BrainTextProblem> problems)
    {
        if (Encoding.UTF8.GetByteCount(text) > LargestSize)
            throw Refused(null, "The text is larger than 2 MB.");
        var tree = new YamlTree(text, problems);
        try
        {
            return tree.ReadDocument();
        }
        catch (YamlException exception)
        {
            throw new BrainTextException([new BrainTextProblem((int)exception.Start.Line, null, $"This is not valid YAML: {exception.Message}")], exception);
        }
        catch (InvalidOperationException exception)
        {
            // The parser loses its way, rather than saying what is wrong, when a "[" or "{" is open and the next line is not indented.
            throw new BrainTextException([new BrainTextProblem((int?)tree._parser.Current?.Start.Line, null, "This is not valid YAML: a list or group that begins here or just after does not end as it should.")], exception);
        }
    }

    private YamlNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
            return null;
        _parser.Consume<DocumentStart>();
        var root = ReadNode(1);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
            throw Refused(second, "A second document begins here; put everything into one.");
        return root is YamlScalar { Value: null } ? null : root;
    }

    private YamlNode ReadNode(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            throw Refused(alias, "Aliases (*) cannot be used; write the part out.");
        var begin = (NodeEvent)_parser.Current!;
        if (depth > DeepestNesting && begin is not Scalar)
            throw Refused(begin, $"This is nested more than {DeepestNesting} levels deep.");
        if (!begin.Anchor.IsEmpty)
            throw Refused(begin, "Anchors (&) cannot be used; write the part out wherever it belongs.");
        if (!begin.Tag.IsEmpty && !begin.Tag.IsNonSpecific)
            throw Refused(begin, "Tags (!) cannot be used.");
        return begin switch
        {
            MappingStart => ReadMembers(depth),
            SequenceStart => ReadList(depth),
            _ => ReadScalar(_parser.Consume<Scalar>()),
        };
    }

    private YamlMembers ReadMembers(int depth)
    {
        var line = LineOf(_parser.Consume<MappingStart>());
        var members = new List<YamlMember>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var name))
                throw Refused(_parser.Current, "The name of a member is a single word.");
            if (!name.Anchor.IsEmpty || (!name.Tag.IsEmpty && !name.Tag.IsNonSpecific))
                throw Refused(name, "Anchors (&) and tags (!) cannot be used.");
            var value = ReadNode(depth + 1);
            if (lines.TryAdd(name.Value, LineOf(name)))
                members.Add(new YamlMember(LineOf(name), name.Value, value));
            else
                _problems.Add(new BrainTextProblem(LineOf(name), null, $"'{name.Value}' stands here twice, already in line {lines[name.Value]}; keep one."));
        }
        return new YamlMembers(line, members);
    }

    private YamlList ReadList(int depth)
    {
        var line = LineOf(_parser.Consume<SequenceStart>());
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(depth + 1));
        return new YamlList(line, items);
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        var text = scalar.Value;
        if (text.Contains('\0', StringComparison.Ordinal))
            _problems.Add(new BrainTextProblem(LineOf(scalar), null, "This text holds what is no character and cannot be stored."));
        var value = scalar.Style != ScalarStyle.Plain ? JsonValue.Create(text)
            : _nulls.Contains(text) ? null
            : _truths.Contains(text) ? JsonValue.Create(true)
            : _falsehoods.Contains(text) ? JsonValue.Create(false)
            : Number().IsMatch(text) ? NumberOf(text)
            : JsonValue.Create(text);
        return new YamlScalar(LineOf(scalar), value);
    }

    private static JsonValue NumberOf(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && (exact != 0 || !text.AsSpan().ContainsAny("eE"))
            ? JsonValue.Create(exact)
            : double.Parse(text, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(text);

    private static int LineOf(ParsingEvent at) => (int)at.Start.Line;

    private static BrainTextException Refused(ParsingEvent? at, string message) => new([new BrainTextProblem(at is null ? null : LineOf(at), null, message)]);

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
