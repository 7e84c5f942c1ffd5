using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace AgentBrain.Web.Controllers.OpenApi;

/// <summary>
/// Reads from the comment on a field what programs want to know of it: "255 characters at most", "1 to 5", "`lt`, `en` or `ru`", "`lt` where it is
/// left out". So people and programs are told the same, and it is written once.
/// </summary>
internal static partial class FieldFacts
{
    public static void Apply(OpenApiSchema schema, string? comment)
    {
        var type = schema.Type & ~JsonSchemaType.Null;
        if (comment is null)
            return;
        if (type == JsonSchemaType.String)
            ApplyToText(schema, comment);
        else if (type is JsonSchemaType.Integer or JsonSchemaType.Number && Range().Match(comment) is { Success: true } range)
            (schema.Minimum, schema.Maximum) = (Plain(range.Groups["from"].Value), Plain(range.Groups["to"].Value));
    }

    private static void ApplyToText(OpenApiSchema schema, string comment)
    {
        if (Alternatives().Match(comment) is { Success: true } alternatives)
        {
            schema.Enum = [.. alternatives.Groups["value"].Captures.Select(capture => (JsonNode)JsonValue.Create(capture.Value))];
            if (schema.Type!.Value.HasFlag(JsonSchemaType.Null))
                schema.Enum.Add(JsonNullSentinel.JsonNull);
        }
        if (WhenLeftOut().Match(comment) is { Success: true } usual)
            schema.Default = JsonValue.Create(usual.Groups["value"].Value);
        if (comment.StartsWith("The e-mail address", StringComparison.Ordinal))
            schema.Format = "email";
        if (Length().Match(comment) is { Success: true } length)
            schema.MaxLength = int.Parse(length.Groups["most"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        else if (Lengths().Match(comment) is { Success: true } lengths)
            (schema.MinLength, schema.MaxLength) = (int.Parse(lengths.Groups["from"].Value, CultureInfo.InvariantCulture), int.Parse(lengths.Groups["to"].Value, CultureInfo.InvariantCulture));
    }

    private static string Plain(string number) => number.Replace(",", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?<from>\d{1,3}(?:,\d{3})*) to (?<to>\d{1,3}(?:,\d{3})*)\b")]
    private static partial Regex Range();

    // Two and more, at the beginning. Each may be explained in brackets.
    [GeneratedRegex(@"^`(?<value>\w+)`(?: \([^)]*\))?(?:(?:, | or )`(?<value>\w+)`(?: \([^)]*\))?)+")]
    private static partial Regex Alternatives();

    [GeneratedRegex(@"`(?<value>\w+)` where it is left out")]
    private static partial Regex WhenLeftOut();

    [GeneratedRegex(@"(?<most>\d{1,3}(?:,\d{3})*) characters at most")]
    private static partial Regex Length();

    [GeneratedRegex(@"\b(?<from>\d+) to (?<to>\d+) letters")]
    private static partial Regex Lengths();
}
