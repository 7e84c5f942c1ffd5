using System.Text.Json;

namespace AgentBrain.Domain.Brain;

/// <summary>A setting of the brain: a JSON document under a name.</summary>
public sealed class BrainConfigEntry
{
    private BrainConfigEntry()
    {
    }

    /// <summary>Name; see <see cref="BrainConfigKeys"/>.</summary>
    public string Key { get; private set; } = "";

    /// <summary>A JSON document as text; null when not set.</summary>
    public string? Value { get; private set; }

    /// <summary>When it last changed (UTC).</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>A row that holds <paramref name="value"/> as JSON.</summary>
    public static BrainConfigEntry From<T>(string key, T value, DateTimeOffset now) => new()
    {
        Key = key,
        Value = JsonSerializer.Serialize(value, BrainDocument.Json),
        UpdatedAt = now,
    };

    /// <summary>Takes over another value.</summary>
    public void Change<T>(T value, DateTimeOffset now) => (Value, UpdatedAt) = (JsonSerializer.Serialize(value, BrainDocument.Json), now);

    /// <summary>The value read as <typeparamref name="T"/>; default when not set.</summary>
    /// <exception cref="JsonException">The stored text is no JSON of that shape.</exception>
    public T? Read<T>() => string.IsNullOrWhiteSpace(Value) ? default : JsonSerializer.Deserialize<T>(Value, BrainDocument.Json);

    /// <summary>
    /// The value read as a text per language; one that was stored by hand without JSON's quotation marks is taken as it is. Empty when not set.
    /// </summary>
    public LocalizedTemplate ReadTexts()
    {
        try
        {
            return Read<LocalizedTemplate>() ?? new LocalizedTemplate();
        }
        catch (JsonException)
        {
            return new LocalizedTemplate { Lt = Value };
        }
    }
}
