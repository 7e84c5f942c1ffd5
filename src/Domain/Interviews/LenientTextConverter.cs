using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentBrain.Domain.Interviews;

/// <summary>Reads any JSON value as text, because the legacy service stored some slot values as numbers, booleans or lists.</summary>
public sealed class LenientTextConverter : JsonConverter<string?>
{
    /// <inheritdoc/>
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return TextOf(document.RootElement);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <summary>The text that any JSON value is read as; null for null and for nothing.</summary>
    public static string? TextOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Array => string.Join(", ", element.EnumerateArray().Select(TextOf)),
        _ => element.GetRawText(),
    };
}
