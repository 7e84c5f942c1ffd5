using System.Text.RegularExpressions;
using AgentBrain.Application.Interviews.Reports;

namespace AgentBrain.Infrastructure.Reports;

/// <summary>
/// Finds names in a Liquid template that mean nothing. Where the template itself makes up what a name means, anything is taken for right: a
/// report with a blank that was not noticed is a lesser evil than a good template that cannot be saved.
/// </summary>
internal static partial class LiquidNames
{
    private static readonly HashSet<string> Words =
        ["and", "or", "not", "contains", "in", "true", "false", "nil", "null", "empty", "blank", "reversed", "limit", "offset", "cols", "forloop", "tablerowloop"];

    private static readonly Shape Anything = new(null, null);
    private static readonly Shape Text = new([], null);
    private static readonly Shape Flag = Of("code", "severity", "note", "missing");

    private static readonly Dictionary<string, Shape> Report = new()
    {
        ["reference"] = Text,
        ["date"] = Text,
        ["name"] = Text,
        ["ended_early"] = Text,
        ["footer"] = Text,
        ["facts"] = ListOf(new Shape(new() { ["key"] = Text, ["label"] = Text, ["sure"] = Text, ["set_by_hand"] = Text, ["parts"] = ListOf(Of("text", "quote")) }, null)),
        ["findings"] = ListOf(Flag),
        ["to_clarify"] = ListOf(Flag),
        ["not_established"] = ListOf(Of("label", "required", "declined")),
    };

    public static IReadOnlyList<UnknownName> Unknown(string template)
    {
        var text = NotRead().Replace(template, block => new string('\n', block.Value.Count(character => character == '\n')));
        var tags = Tag().Matches(text);

        // Names that are given anywhere are known everywhere: a loop may use what its last turn has given.
        var given = tags.Select(tag => Given().Match(tag.Value)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToHashSet();
        var loops = new Stack<(string Name, Shape Shape)>();
        var unknown = new Dictionary<string, UnknownName>();
        foreach (var tag in tags.Cast<Match>())
        {
            var content = tag.Groups["tag"].Success ? tag.Groups["tag"].Value : tag.Groups["output"].Value;
            var name = tag.Groups["tag"].Success ? FirstWord().Match(content).Value : "";
            if (name is "endfor" or "endtablerow")
            {
                loops.TryPop(out _);
                continue;
            }
            if (name.StartsWith("end", StringComparison.Ordinal) || name is "capture" or "increment" or "decrement")
                continue;
            var expression = name switch
            {
                "" => content,
                "assign" => content[(content.IndexOf('=', StringComparison.Ordinal) + 1)..],
                "for" or "tablerow" => LoopOver().Match(content).Groups["over"].Value,
                _ => FirstWord().Replace(content, "", 1),
            };
            foreach (var path in Paths(expression))
            {
                if (ShapeOf(path) is null)
                    unknown.TryAdd(path, new UnknownName(path, 1 + text.AsSpan(0, tag.Index).Count('\n')));
            }
            if (name is "for" or "tablerow")
            {
                var loop = LoopOver().Match(content);
                var over = Paths(loop.Groups["over"].Value).FirstOrDefault();
                loops.Push((loop.Groups["name"].Value, (over is null ? null : ShapeOf(over)?.Item) ?? Anything));
            }
        }
        return [.. unknown.Values];

        Shape? ShapeOf(string path)
        {
            var parts = path.Split('.');
            var shape = loops.FirstOrDefault(loop => loop.Name == parts[0]).Shape ?? (given.Contains(parts[0]) ? Anything : Report.GetValueOrDefault(parts[0]));
            foreach (var part in parts.Skip(1))
                shape = shape?.Member(part);
            return shape;
        }
    }

    private static IEnumerable<string> Paths(string expression)
    {
        // What stands in quotation marks is no name, nor is a filter, nor what an argument is called. What an index leads to is not followed.
        var names = Quoted().Replace(expression, "''");
        return Path().Matches(names).Select(match => match.Value.TrimEnd('?')).Where(path => !Words.Contains(path.Split('.')[0]));
    }

    private static Shape Of(params ReadOnlySpan<string> members)
    {
        var shapes = new Dictionary<string, Shape>();
        foreach (var member in members)
            shapes.Add(member, Text);
        return new Shape(shapes, null);
    }

    private static Shape ListOf(Shape item) => new([], item);

    [GeneratedRegex(@"\{%-?\s*(?<tag>.*?)-?%\}|\{\{-?\s*(?<output>.*?)-?\}\}", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\{%-?\s*(raw|comment)\s*-?%\}.*?\{%-?\s*end\1\s*-?%\}", RegexOptions.Singleline)]
    private static partial Regex NotRead();

    [GeneratedRegex(@"^\{%-?\s*(?:assign|capture|increment|decrement)\s+['""]?([A-Za-z_][\w-]*)")]
    private static partial Regex Given();

    [GeneratedRegex(@"^\w+")]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"^\w+\s+(?<name>[\w-]+)\s+in\s+(?<over>.*)$", RegexOptions.Singleline)]
    private static partial Regex LoopOver();

    [GeneratedRegex(@"""[^""]*""|'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![\w.\]-])(?<!\|\s*)[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*\??(?!\w)(?!\s*:(?!:))")]
    private static partial Regex Path();

    /// <summary>What a name stands for: null members for anything, none for a text; an item where it is a list.</summary>
    private sealed record Shape(Dictionary<string, Shape>? Members, Shape? Item)
    {
        public Shape? Member(string name) => (this, name) switch
        {
            ({ Members: null }, _) => Anything,
            (_, "size") => Text,
            ({ Item: { } item }, "first" or "last") => item,
            _ => Members!.GetValueOrDefault(name),
        };
    }
}
