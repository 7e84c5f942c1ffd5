using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using AgentBrain.Web.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace AgentBrain.Web.Controllers.Common;

/// <summary>How the API reads and writes JSON.</summary>
public static class ApiJson
{
    // What the deepest request needs, and some more.
    private const int MaxDepth = 16;

    public static void Configure(JsonSerializerOptions options)
    {
        Describe(options);
        options.Converters.Add(new PlainText());
    }

    /// <summary>Names, letters and limits alone. Of texts that a converter reads nothing could say that they are texts.</summary>
    public static void Describe(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.MaxDepth = MaxDepth;

        // Two fields of one name: whoever sends that does not know which one counts.
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
    }

    /// <summary>A path of a use case's property as the API writes it: <c>Slots[0].Key</c> becomes <c>slots[0].key</c>.</summary>
    public static string Path(string property) => string.Join('.', property.Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));

    /// <summary>What is wrong with a request that could not be bound, with the place in its body.</summary>
    public static IActionResult Unreadable(ActionContext context)
    {
        var errors = new Dictionary<string, string[]>();
        foreach (var (key, entry) in context.ModelState.Where(entry => entry.Value!.Errors.Count > 0))
        {
            // Of a body that cannot be read the action's argument is missing as well, whose name says nothing to a client.
            var isBody = key.Length == 0 || context.ActionDescriptor.Parameters.Any(parameter => parameter.Name == key && parameter.BindingInfo?.BindingSource == BindingSource.Body);
            if (!isBody)
                errors[Path(key)] = [.. entry!.Errors.Select(error => MessageOf(error)).Distinct()];
        }
        if (errors.Count == 0)
            errors["$"] = ["This call needs a JSON body."];
        return ApiProblem.Invalid(errors);
    }

    private static string MessageOf(ModelError error) => error.Exception switch
    {
        JsonException { LineNumber: { } line, BytePositionInLine: { } position } => $"The body is not the JSON that this call takes: see line {line + 1}, byte {position + 1}.",
        JsonException => "The body is not the JSON that this call takes.",
        _ => error.ErrorMessage.Length > 0 ? error.ErrorMessage : "The value is not valid.",
    };

    /// <summary>Takes from texts what no form lets in either.</summary>
    private sealed class PlainText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => PlainTextBinder.Plain(reader.GetString());

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
