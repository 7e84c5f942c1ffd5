using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AgentBrain.Domain.Brain;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace AgentBrain.Infrastructure.Brain;

/// <summary>Reads brain documents written in YAML. The members are those of their JSON form.</summary>
public static class BrainYaml
{
    private static readonly IDeserializer Yaml =
        new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().WithDuplicateKeyChecking().Build();

    private static readonly ISerializer Json = new SerializerBuilder().JsonCompatible().Build();

    // A misspelt member would otherwise be lost without a word, and an empty one would be missed only in an interview.
    private static readonly JsonSerializerOptions Strict = new(BrainDocument.Json)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">The text is no YAML, or not a brain document; the message says where.</exception>
    public static BrainDocument Read(TextReader text)
    {
        try
        {
            var json = JsonNode.Parse(Json.Serialize(Yaml.Deserialize(text))) ?? throw new FormatException("The document is empty.");
            RefuseEmptyItems(json);
            return json.Deserialize<BrainDocument>(Strict)!;
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

    // The one kind of null that the options above let through.
    private static void RefuseEmptyItems(JsonNode node)
    {
        if (node is JsonArray items)
        {
            for (var index = 0; index < items.Count; index++)
                RefuseEmptyItems(items[index] ?? throw new FormatException($"Not a brain document at {items.GetPath()}[{index}]: the item is empty."));
        }
        else if (node is JsonObject members)
        {
            foreach (var (_, value) in members)
            {
                if (value is not null)
                    RefuseEmptyItems(value);
            }
        }
    }
}
