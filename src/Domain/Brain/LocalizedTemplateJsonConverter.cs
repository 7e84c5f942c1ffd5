using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgentBrain.Domain.Brain;

/// <summary>Reads <c>"text"</c> or <c>{"lt": "…", "en": "…", "ru": "…"}</c>; writes the object, or the string where only the first language is there.</summary>
public sealed class LocalizedTemplateJsonConverter : JsonConverter<LocalizedTemplate>
{
    /// <inheritdoc/>
    public override LocalizedTemplate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new LocalizedTemplate { Lt = reader.GetString() };
        var texts = JsonSerializer.Deserialize<Dictionary<string, string?>>(ref reader, options)
            ?? throw new JsonException("Write a text, or an object with a text per language.");
        if (texts.Keys.FirstOrDefault(language => !Languages.IsSupported(language)) is { } unknown)
            throw new JsonException($"'{unknown}' is no language; use {string.Join(", ", Languages.All)}.");
        return new LocalizedTemplate
        {
            Lt = texts.GetValueOrDefault(Languages.Lithuanian),
            En = texts.GetValueOrDefault(Languages.English),
            Ru = texts.GetValueOrDefault(Languages.Russian),
        };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LocalizedTemplate value, JsonSerializerOptions options)
    {
        if (value is { Lt: { } only, En: null, Ru: null })
        {
            writer.WriteStringValue(only);
            return;
        }
        writer.WriteStartObject();
        foreach (var (language, text) in new[] { (Languages.Lithuanian, value.Lt), (Languages.English, value.En), (Languages.Russian, value.Ru) })
        {
            if (text is not null)
                writer.WriteString(language, text);
        }
        writer.WriteEndObject();
    }
}
