using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace AgentBrain.Web.Controllers.OpenApi;

/// <summary>The document of the API as people read it: its calls by group, and the records that go back and forth.</summary>
public sealed record ApiReference(IReadOnlyList<CallGroup> Groups, IReadOnlyList<ApiRecord> Records)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static ApiReference Of(JsonObject document)
    {
        var calls = document["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => Call(document, operation.Key, path.Key, operation.Value!.AsObject())))
            .ToList();
        return new ApiReference(
            [.. document["tags"]!.AsArray().Select(tag => new CallGroup(Text(tag!, "name"), tag!["description"]?.GetValue<string>(), [.. calls.Where(call => call.Group == Text(tag, "name"))]))],
            [.. document["components"]!["schemas"]!.AsObject().Select(schema => Record(document, schema.Key, schema.Value!))]);
    }

    private static ApiCall Call(JsonObject document, string method, string path, JsonObject operation)
    {
        var (taken, body) = operation["requestBody"]?["content"]?.AsObject().Select(media => (media.Key, media.Value)).FirstOrDefault() ?? default;
        var responses = operation["responses"]!.AsObject().Select(response => Response(document, response.Key, response.Value!)).ToList();
        return new ApiCall(
            Text(operation, "operationId"),
            Text(operation["tags"]!, 0),
            method.ToUpperInvariant(),
            path,
            Text(operation, "summary"),
            operation["description"]?.GetValue<string>(),
            operation["x-roles"]?.AsArray().Select(role => role!.GetValue<string>()).ToList(),
            TakesToken: operation["security"] is not null && operation["x-roles"] is null,
            [.. (operation["parameters"]?.AsArray() ?? []).Select(parameter => Field(Text(parameter!, "name"), parameter!["schema"]!, parameter["required"]?.GetValue<bool>() == true, parameter["description"]?.GetValue<string>(), Text(parameter, "in")))],
            taken,
            operation["requestBody"]?["required"]?.GetValue<bool>() == true,
            body is null ? [] : FieldsOf(document, body["schema"]!),
            body is null ? null : RecordOf(body["schema"]!),
            Example(body),
            responses);
    }

    private static ApiResponse Response(JsonObject document, string status, JsonNode response)
    {
        var isCommon = response["$ref"] is not null;
        var said = Resolve(document, response);
        var (type, media) = said["content"]!.AsObject().Select(content => (content.Key, content.Value)).First();
        return new ApiResponse(status, Text(said, "description"), isCommon, type, FieldsOf(document, media!["schema"]!), RecordOf(media["schema"]!), Example(media));
    }

    private static ApiRecord Record(JsonObject document, string name, JsonNode schema) => new(
        name,
        schema["description"]?.GetValue<string>(),
        FieldsOf(document, schema),
        schema["enum"]?.AsArray().Select(value => value!.GetValue<string>()).ToList());

    private static List<ApiField> FieldsOf(JsonObject document, JsonNode schema)
    {
        var rules = Resolve(document, schema["items"] ?? schema);
        if (rules["allOf"] is JsonArray parts)
            return [.. parts.SelectMany(part => FieldsOf(document, part!))];
        var required = rules["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToList() ?? [];
        return [.. (rules["properties"]?.AsObject() ?? []).Select(field => Field(field.Key, field.Value!, required.Contains(field.Key), null, null))];
    }

    private static ApiField Field(string name, JsonNode schema, bool isRequired, string? description, string? place)
    {
        var (type, record, isNullable) = Kind(schema);
        var kind = schema["oneOf"]?.AsArray().FirstOrDefault(option => option!["$ref"] is not null) ?? schema;
        return new ApiField(name, type, record, isNullable, isRequired, description ?? kind["description"]?.GetValue<string>(), Bounds(schema), schema["default"] is { } usual ? usual.ToJsonString() : null, place);
    }

    private static (string Type, string? Record, bool IsNullable) Kind(JsonNode schema)
    {
        if (schema["$ref"] is not null)
            return (RecordOf(schema)!, RecordOf(schema), false);
        if (schema["oneOf"] is JsonArray options)
            return Kind(options.Single(option => option!["$ref"] is not null)!) with { IsNullable = true };
        var types = schema["type"] is JsonArray several ? several.Select(type => type!.GetValue<string>()).ToList() : [Text(schema, "type")];
        var isNullable = types.Remove("null");
        if (schema["items"] is { } items)
            return Kind(items) is var (item, of, _) ? ($"{item}[]", of, isNullable) : default;
        if (schema["additionalProperties"] is { } values)
            return Kind(values) is var (value, of, _) ? ($"{{ key: {value} }}", of, isNullable) : default;
        return (schema["format"]?.GetValue<string>() is { } format and not ("int32" or "double") ? format : types[0], null, isNullable);
    }

    // Lengths and ranges are in the description, from which they were read; values are worth being seen at once.
    private static string? Bounds(JsonNode schema) => schema["enum"] is JsonArray values ? string.Join(" | ", values.OfType<JsonNode>().Select(value => value.ToJsonString())) : null;

    private static string? RecordOf(JsonNode schema) => (schema["items"] ?? schema)["$ref"]?.GetValue<string>().Split('/')[^1];

    private static string? Example(JsonNode? media) => media?["example"] switch
    {
        null => null,
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
        var example => example.ToJsonString(Readable),
    };

    private static JsonObject Resolve(JsonObject document, JsonNode node) => node["$ref"]?.GetValue<string>() is { } address
        ? address.Split('/').Skip(1).Aggregate((JsonNode)document, (found, name) => found[name]!).AsObject()
        : node.AsObject();

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static string Text(JsonNode node, int index) => node[index]!.GetValue<string>();
}

/// <summary>Calls about one thing.</summary>
public sealed record CallGroup(string Name, string? Description, IReadOnlyList<ApiCall> Calls)
{
    public string Anchor => Name.ToLowerInvariant().Replace(' ', '-');
}

/// <summary>A call. Its roles are null when anybody may use it; it takes a token where an interview's own shows more.</summary>
public sealed record ApiCall(
    string Id,
    string Group,
    string Method,
    string Path,
    string Summary,
    string? Description,
    IReadOnlyList<string>? Roles,
    bool TakesToken,
    IReadOnlyList<ApiField> Parameters,
    string? Takes,
    bool NeedsBody,
    IReadOnlyList<ApiField> Body,
    string? BodyRecord,
    string? BodyExample,
    IReadOnlyList<ApiResponse> Responses)
{
    private const string ExampleId = "0199c1d4-7a5e-7c3b-9d61-5f0a8e2b4c17";

    /// <summary>What it gives when all goes well.</summary>
    public ApiResponse Success => Responses[0];

    /// <summary>What goes wrong with this call in particular.</summary>
    public IEnumerable<ApiResponse> OwnFailures => Responses.Skip(1).Where(response => !response.IsCommon);

    /// <summary>What goes wrong with it as with others.</summary>
    public IEnumerable<ApiResponse> CommonFailures => Responses.Skip(1).Where(response => response.IsCommon);

    /// <summary>The call on the command line.</summary>
    /// <param name="host">Scheme and host.</param>
    public string Curl(string host)
    {
        var path = Path.Replace("{id}", Parameters.FirstOrDefault(parameter => parameter.Name == "id")?.Type == "uuid" ? ExampleId : "2", StringComparison.Ordinal);
        var needed = string.Join('&', Parameters.Where(parameter => parameter is { Place: "query", IsRequired: true }).Select(parameter => $"{parameter.Name}={JsonNode.Parse(parameter.Values!.Split(' ')[0])}"));
        var line = new StringBuilder().Append(CultureInfo.InvariantCulture, $"curl {(Method is "GET" ? "" : $"-X {Method} ")}'{host}{path}{(needed.Length > 0 ? $"?{needed}" : "")}'");
        if (Roles is not null)
            line.Append(" \\\n  -H \"X-Admin-Key: $KEY\"");
        if (TakesToken)
            line.Append(" \\\n  -H \"Authorization: Bearer $TOKEN\"");
        if (Parameters.Any(parameter => parameter.Name == "Idempotency-Key"))
            line.Append(" \\\n  -H \"Idempotency-Key: $(uuidgen)\"");
        if (Takes == ApiOperations.Form)
            line.Append(" \\\n  -F audio=@answer.webm");
        else if (BodyExample is not null)
            line.Append(CultureInfo.InvariantCulture, $" \\\n  --json '{BodyExample.Replace("'", "'\\''", StringComparison.Ordinal)}'");
        return line.ToString();
    }
}

/// <summary>What comes back; common where it is the same for all calls that have it.</summary>
public sealed record ApiResponse(string Status, string Description, bool IsCommon, string MediaType, IReadOnlyList<ApiField> Fields, string? Record, string? Example);

/// <summary>
/// A field of a record, or a parameter with its place: <c>path</c>, <c>query</c> or <c>header</c>. Values are null when there are too many; what is usual,
/// when the field is left out, is JSON.
/// </summary>
public sealed record ApiField(string Name, string Type, string? Record, bool IsNullable, bool IsRequired, string? Description, string? Values, string? Usual, string? Place);

/// <summary>A record that goes back or forth, or an enumeration with its values.</summary>
public sealed record ApiRecord(string Name, string? Description, IReadOnlyList<ApiField> Fields, IReadOnlyList<string>? Values);
