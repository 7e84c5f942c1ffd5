using System.Text.Json;
using System.Text.Json.Serialization;
using AgentBrain.Domain.Brain;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace AgentBrain.Infrastructure.Brain;

/// <summary>Reads brain documents written in YAML. The members are those of their JSON form.</summary>
public static class BrainYaml
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
    private static readonly ISerializer Json = new SerializerBuilder().JsonCompatible().Build();

    // A misspelt member would otherwise be lost without a word.
    private static readonly JsonSerializerOptions Strict = new(BrainDocument.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">The text is no YAML, or not a brain document; the message says where.</exception>
    public static BrainDocument Read(TextReader text)
    {
        try
        {
            return JsonSerializer.Deserialize<BrainDocument>(Json.Serialize(Yaml.Deserialize(text)), Strict)
                ?? throw new FormatException("The document is empty.");
        }
        catch (YamlException exception)
        {
            throw new FormatException($"Not valid YAML at {exception.Start}: {exception.Message}", exception);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"Not a brain document at {exception.Path}: {exception.Message}", exception);
        }
    }
}
